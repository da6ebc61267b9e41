namespace ModelGen.Data;

/// <summary>The row of a table that was read last, as a sample's columns.</summary>
internal sealed class TableRow
{
    private readonly TableColumn[] columns;
    private readonly RowReader reader;
    private readonly int[][] places;
    private readonly Dictionary<string, int>[][] indices;
    private readonly float[][] floats;
    private readonly int[][] integers;

    /// <exception cref="TableFormatException">The table lacks a field, or has two of its name.</exception>
    public TableRow(TableColumn[] columns, RowReader reader)
    {
        this.columns = columns;
        this.reader = reader;
        places = [.. columns.Select(column => column.Fields.Select(field => reader.IndexOf(field.Name)).ToArray())];
        indices = [.. columns.Select(column => column.Fields.Select(IndicesOf).ToArray())];
        floats = [.. columns.Select(column => new float[column.IsInteger ? 0 : column.Width])];
        integers = [.. columns.Select(column => new int[column.IsInteger ? column.Width : 0])];
    }

    public ReadOnlySpan<float> Floats(int column) => floats[column];

    public ReadOnlySpan<int> Integers(int column) => integers[column];

    /// <summary>Takes over the reader's row.</summary>
    /// <exception cref="TableFormatException">A field is not what its column says.</exception>
    public void Read()
    {
        for (var column = 0; column < columns.Length; column++)
        {
            var start = 0;
            for (var i = 0; i < columns[column].Fields.Count; i++)
            {
                var field = columns[column].Fields[i];
                switch (field.Kind)
                {
                    case FieldKind.Category:
                        integers[column][start] = IndexOf(field, column, i);
                        break;
                    case FieldKind.Number:
                        floats[column][start] = Number(field, places[column][i]);
                        break;
                    case FieldKind.Vector:
                        CopyVector(field, places[column][i], floats[column].AsSpan(start, field.Width));
                        break;
                    default:
                        SetOneHot(floats[column].AsSpan(start, field.Width), IndexOf(field, column, i));
                        break;
                }

                start += field.Width;
            }
        }
    }

    private static Dictionary<string, int> IndicesOf(Field field) => field.Vocabulary.Index().ToDictionary(word => word.Item, word => word.Index);

    private static void SetOneHot(Span<float> values, int index)
    {
        values.Clear();
        values[index] = 1;
    }

    private float Number(Field field, int place)
    {
        if (reader.IsEmpty(place))
            return field.Missing ?? throw reader.Unexpected(field.Name, "a number", "an empty field");
        var number = (float?)reader.Number(place);
        return number is { } value && float.IsFinite(value) ? value : throw reader.Unexpected(field.Name, "a finite number", $"'{reader.Text(place)}'");
    }

    private void CopyVector(Field field, int place, Span<float> values)
    {
        var vector = reader.Vector(place);
        if (vector.Length != values.Length)
            throw reader.Unexpected(field.Name, $"a vector of {values.Length} floats", vector.IsEmpty ? $"'{reader.Text(place)}'" : $"{vector.Length}");
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
                throw reader.Unexpected(field.Name, "finite numbers", FormattableString.Invariant($"{value}"));
        }

        vector.CopyTo(values);
    }

    private int IndexOf(Field field, int column, int i)
    {
        var word = reader.Text(places[column][i]);
        return indices[column][i].TryGetValue(word, out var index)
            ? index
            : throw reader.Unexpected(field.Name, $"one of {string.Join(", ", field.Vocabulary.Select(known => $"'{known}'"))}", $"'{word}'");
    }
}
