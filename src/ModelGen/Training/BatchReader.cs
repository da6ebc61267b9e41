using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Gathers samples of a data set side by side, in memory that is used for every batch.</summary>
internal sealed class BatchReader
{
    private readonly DataSet data;
    private readonly string name;
    private readonly ColumnLayout[] layouts;
    private readonly int[][] columnsOf;
    private readonly float[][] buffers;
    private int count;

    /// <summary>Checks the data set against the objectives, and makes room for a batch.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="name">The parameter that it came as.</param>
    /// <param name="objectives">What takes the batches.</param>
    /// <param name="batchSize">Samples of the largest.</param>
    /// <exception cref="ArgumentException">The data set's columns are not the model's, or it is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public BatchReader(DataSet data, string name, ObjectiveLayout[] objectives, int batchSize)
    {
        this.data = data;
        this.name = name;
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

    /// <summary>Says which value of some rows is not finite; nothing where all are.</summary>
    public string? DescribeNotFinite(ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            for (var column = 0; column < layouts.Length; column++)
            {
                if (!data.Columns[column].IsInteger && Finite.FirstException(data.Floats(column, row)) is >= 0 and var i)
                    return FormattableString.Invariant($"'{layouts[column].Name}' of row {row} of '{name}' holds {data.Floats(column, row)[i]}.");
            }
        }

        return null;
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
            throw new ArgumentException($"'{name}' is empty: expected at least one sample.", name);
        if (layouts.Length == 0 && data.Columns.Length > 0)
            throw new ArgumentException($"The model draws all that it takes, '{name}' has {data.Columns.Length} columns: give it DataSet.WithoutColumns(count), with the samples of an epoch.", name);
        if (data.Columns.Length != layouts.Length)
            throw new ArgumentException($"The model takes {layouts.Length} columns ({string.Join(", ", layouts.Select(layout => layout.Name))}), '{name}' has {data.Columns.Length}.", name);
        for (var i = 0; i < layouts.Length; i++)
        {
            var (layout, column) = (layouts[i], data.Columns[i]);
            if (column.Width != layout.Width || column.IsInteger != layout.Classes > 0)
                throw new ArgumentException($"The model takes {Text(layout.Width, layout.Classes > 0)} a sample as '{layout.Name}', column {i} of '{name}' has {Text(column.Width, column.IsInteger)}.", name);
            if (column.IsInteger)
                CheckRange(layout, i);
            else if (layout.Targets != ScoreKind.None)
                CheckTargets(layout, i);
        }
    }

    private void CheckRange(ColumnLayout layout, int column)
    {
        for (var row = 0; row < data.Count; row++)
        {
            foreach (var value in data.Integers(column, row))
            {
                if ((uint)value >= (uint)layout.Classes)
                    throw new ArgumentOutOfRangeException(name, value, $"'{layout.Name}' of row {row} of '{name}' is {value}; expected 0 to {layout.Classes - 1}.");
            }
        }
    }

    private void CheckTargets(ColumnLayout layout, int column)
    {
        for (var row = 0; row < data.Count; row++)
        {
            var targets = data.Floats(column, row);
            if (Targets.FirstException(layout.Targets, targets) is >= 0 and var i)
            {
                throw new ArgumentOutOfRangeException(
                    name, targets[i], FormattableString.Invariant($"'{layout.Name}' of row {row} of '{name}' is {targets[i]}; expected {Targets.Expected(layout.Targets)}."));
            }
        }
    }

    private static string Text(int width, bool isInteger) => $"{width} {(isInteger ? "integer" : "float")}{(width == 1 ? "" : "s")}";
}
