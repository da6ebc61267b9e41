using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The columns of a batch: the objectives' distinct data parameters, in source order.</summary>
internal sealed class BatchLayout
{
    private readonly int[][] columnsOf;

    /// <param name="name">The parameter that the data came as, for messages.</param>
    /// <param name="objectives">What takes the batches.</param>
    public BatchLayout(string name, ObjectiveLayout[] objectives)
    {
        Name = name;
        Columns = [.. objectives.SelectMany(objective => objective.Columns).DistinctBy(column => column.Name)];
        columnsOf = [.. objectives.Select(objective => objective.Columns.Select(column => Array.FindIndex(Columns, layout => layout.Name == column.Name)).ToArray())];
    }

    /// <summary>The parameter that the data came as.</summary>
    public string Name { get; }

    public ColumnLayout[] Columns { get; }

    /// <summary>Which columns an objective takes, in its order.</summary>
    public ReadOnlySpan<int> ColumnsOf(int objective) => columnsOf[objective];

    /// <summary>Holds a data set against the model.</summary>
    /// <exception cref="ArgumentException">Its columns are not the model's, or it is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public void Check(DataSet data)
    {
        if (data.Count == 0)
            throw new ArgumentException($"'{Name}' is empty: expected at least one sample.", Name);
        if (Columns.Length == 0 && data.Columns.Length > 0)
            throw new ArgumentException($"The model draws all that it takes, '{Name}' has {data.Columns.Length} columns: give it DataSet.WithoutColumns(count), with the samples of an epoch.", Name);
        if (data.Columns.Length != Columns.Length)
            throw new ArgumentException($"The model takes {Columns.Length} columns ({string.Join(", ", Columns.Select(layout => layout.Name))}), '{Name}' has {data.Columns.Length}.", Name);
        for (var i = 0; i < Columns.Length; i++)
        {
            var (layout, column) = (Columns[i], data.Columns[i]);
            if (column.Width != layout.Width || column.IsInteger != layout.Classes > 0)
                throw new ArgumentException($"The model takes {Text(layout.Width, layout.Classes > 0)} a sample as '{layout.Name}', column {i} of '{Name}' has {Text(column.Width, column.IsInteger)}.", Name);
            if (column.IsInteger)
                CheckRange(data, layout, i);
            else if (layout.Targets != ScoreKind.None)
                CheckTargets(data, layout, i);
        }
    }

    private void CheckRange(DataSet data, ColumnLayout layout, int column)
    {
        for (var row = 0; row < data.Count; row++)
        {
            foreach (var value in data.Integers(column, row))
            {
                if ((uint)value >= (uint)layout.Classes)
                    throw new ArgumentOutOfRangeException(Name, value, $"'{layout.Name}' of row {row} of '{Name}' is {value}; expected 0 to {layout.Classes - 1}.");
            }
        }
    }

    private void CheckTargets(DataSet data, ColumnLayout layout, int column)
    {
        for (var row = 0; row < data.Count; row++)
        {
            var targets = data.Floats(column, row);
            if (Targets.FirstException(layout.Targets, targets) is >= 0 and var i)
            {
                throw new ArgumentOutOfRangeException(
                    Name, targets[i], FormattableString.Invariant($"'{layout.Name}' of row {row} of '{Name}' is {targets[i]}; expected {Targets.Expected(layout.Targets)}."));
            }
        }
    }

    private static string Text(int width, bool isInteger) => $"{width} {(isInteger ? "integer" : "float")}{(width == 1 ? "" : "s")}";
}
