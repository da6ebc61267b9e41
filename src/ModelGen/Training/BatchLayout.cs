using System.Runtime.InteropServices;
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
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range, where the samples are not streamed.</exception>
    public void Check(DataSet data)
    {
        if (!data.IsStreamed && data.Count == 0)
            throw Empty();
        CheckShapes(data.Shapes);
        if (data.IsStreamed)
            return;
        for (var column = 0; column < Columns.Length; column++)
        {
            var words = new float[Columns[column].Width];
            for (var row = 0; IsRestricted(column) && row < data.Count; row++)
            {
                data.Read(column, row, words);
                Check(column, row, words);
            }
        }
    }

    /// <summary>Holds a sample's class indices or targets in a column against what the model declares.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One out of range.</exception>
    public void Check(int column, long row, ReadOnlySpan<float> words)
    {
        var layout = Columns[column];
        if (layout.Classes == 0)
        {
            if (Targets.FirstException(layout.Targets, words) is >= 0 and var i)
                throw OutOfRange(layout, row, words[i], FormattableString.Invariant($"{words[i]}"), Targets.Expected(layout.Targets));
            return;
        }

        foreach (var value in MemoryMarshal.Cast<float, int>(words))
        {
            if ((uint)value >= (uint)layout.Classes)
                throw OutOfRange(layout, row, value, $"{value}", $"0 to {layout.Classes - 1}");
        }
    }

    public ArgumentException Empty() => new($"'{Name}' is empty: expected at least one sample.", Name);

    public ArgumentException TooFew(int expected, long actual) => new($"A step of this model needs at least {expected} samples, '{Name}' has {actual}.", Name);

    private bool IsRestricted(int column) => Columns[column].Classes > 0 || Columns[column].Targets != ScoreKind.None;

    private void CheckShapes(ColumnShape[] shapes)
    {
        if (Columns.Length == 0 && shapes.Length > 0)
            throw new ArgumentException($"The model draws all that it takes, '{Name}' has {shapes.Length} columns: give it DataSet.WithoutColumns(count), with the samples of an epoch.", Name);
        if (shapes.Length != Columns.Length)
            throw new ArgumentException($"The model takes {Columns.Length} columns ({string.Join(", ", Columns.Select(layout => layout.Name))}), '{Name}' has {shapes.Length}.", Name);
        for (var i = 0; i < Columns.Length; i++)
        {
            var expected = new ColumnShape(Columns[i].Width, Columns[i].Classes > 0);
            if (shapes[i] != expected)
                throw new ArgumentException($"The model takes {expected} a sample as '{Columns[i].Name}', column {i} of '{Name}' has {shapes[i]}.", Name);
        }
    }

    private ArgumentOutOfRangeException OutOfRange(ColumnLayout layout, long row, object value, string actual, string expected) =>
        new(Name, value, $"'{layout.Name}' of row {row} of '{Name}' is {actual}; expected {expected}.");
}
