using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Gathers samples of a data set side by side, in memory that is used for every batch.</summary>
internal sealed class BatchReader
{
    private readonly DataSet data;
    private readonly ColumnLayout[] layouts;
    private readonly int[][] columnsOf;
    private readonly float[][] buffers;
    private int count;

    /// <exception cref="ArgumentException">The data set's columns are not the model's, or it is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index out of range.</exception>
    public BatchReader(DataSet data, ObjectiveLayout[] objectives, int batchSize)
    {
        this.data = data;
        layouts = [.. objectives.SelectMany(objective => objective.Columns).DistinctBy(column => column.Name)];
        columnsOf = [.. objectives.Select(objective => objective.Columns.Select(column => Array.FindIndex(layouts, layout => layout.Name == column.Name)).ToArray())];
        CheckColumns();
        var size = Math.Min(batchSize, data.Count);
        buffers = [.. layouts.Select(layout => new float[checked(size * layout.Width)])];
    }

    /// <summary>Gathers the batch of some rows; it holds until the next call.</summary>
    public void Read(ReadOnlySpan<int> rows)
    {
        count = rows.Length;
        for (var column = 0; column < layouts.Length; column++)
        {
            var width = layouts[column].Width;
            for (var i = 0; i < rows.Length; i++)
                data.Words(column, rows[i]).CopyTo(buffers[column].AsSpan(i * width, width));
        }
    }

    /// <summary>What an objective takes of the batch read last.</summary>
    public Columns ColumnsOf(int objective)
    {
        if (columnsOf[objective].Length == 0)
            return Columns.OfBatch(count);
        var batch = default(Columns);
        foreach (var column in columnsOf[objective])
        {
            var words = buffers[column].AsSpan(0, count * layouts[column].Width);
            batch = layouts[column].Classes > 0 ? batch.And(MemoryMarshal.Cast<float, int>(words)) : batch.And(words);
        }

        return batch;
    }

    private void CheckColumns()
    {
        if (data.Count == 0)
            throw new ArgumentException("The data set is empty.", nameof(data));
        if (data.Columns.Length != layouts.Length)
            throw new ArgumentException($"The model takes {layouts.Length} columns ({string.Join(", ", layouts.Select(layout => layout.Name))}), the data set has {data.Columns.Length}.", nameof(data));
        for (var i = 0; i < layouts.Length; i++)
        {
            var (layout, column) = (layouts[i], data.Columns[i]);
            if (column.Width != layout.Width || column.IsInteger != layout.Classes > 0)
                throw new ArgumentException($"The model takes {Text(layout.Width, layout.Classes > 0)} a sample as '{layout.Name}', column {i + 1} of the data set has {Text(column.Width, column.IsInteger)}.", nameof(data));
            if (column.IsInteger)
                CheckRange(layout, i);
        }
    }

    private void CheckRange(ColumnLayout layout, int column)
    {
        for (var row = 0; row < data.Count; row++)
        {
            foreach (var value in data.Integers(column, row))
            {
                if ((uint)value >= (uint)layout.Classes)
                    throw new ArgumentOutOfRangeException(nameof(data), value, $"'{layout.Name}' of row {row} is {value}; expected 0 to {layout.Classes - 1}.");
            }
        }
    }

    private static string Text(int width, bool isInteger) => $"{width} {(isInteger ? "integer" : "float")}{(width == 1 ? "" : "s")}";
}
