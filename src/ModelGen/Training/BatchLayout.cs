using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The columns of a batch: the objectives' distinct data parameters, in source order.</summary>
internal sealed class BatchLayout
{
    private readonly int[][] columnsOf;
    private readonly Dictionary<ColumnLayout, ColumnLayout> lengths = [], aligned = [];

    /// <param name="name">The parameter that the data came as, for messages.</param>
    /// <param name="objectives">What takes the batches.</param>
    public BatchLayout(string name, ObjectiveLayout[] objectives)
    {
        Name = name;
        Columns = [.. objectives.SelectMany(objective => objective.Columns).DistinctBy(column => column.Name)];
        foreach (var objective in objectives)
        {
            foreach (var column in objective.Columns.Where(column => column.Lengths >= 0))
                lengths.TryAdd(column, objective.Columns[column.Lengths]);
            foreach (var column in objective.Columns.Where(column => column.Alignment is not null))
                aligned.TryAdd(column, objective.Columns[column.Alignment!.Lengths]);
        }

        columnsOf = [.. objectives.Select(objective => objective.Columns.Select(column => Array.FindIndex(Columns, layout => layout.Name == column.Name)).ToArray())];
    }

    /// <summary>The parameter that the data came as.</summary>
    public string Name { get; }

    public ColumnLayout[] Columns { get; }

    /// <summary>How many columns are lengths of sequences.</summary>
    public int Sequences => Columns.Count(column => column.IsLengths);

    /// <summary>The most values that a sample has in a column.</summary>
    public int LargestWidth(int column) => Columns[column].Lengths < 0 ? Columns[column].Width : checked(Columns[column].Width * (LengthsOf(column).Classes - 1));

    private ColumnLayout LengthsOf(int column) => LengthsOf(Columns[column]);

    // Several objectives share columns by name: the numbers of lengths are each objective's own.
    private ColumnLayout LengthsOf(ColumnLayout column) => lengths[column];

    /// <summary>Which columns an objective takes, in its order.</summary>
    public ReadOnlySpan<int> ColumnsOf(int objective) => columnsOf[objective];

    /// <summary>Holds a data set against the model.</summary>
    /// <exception cref="ArgumentException">Its columns are not the model's, or it is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range, where the samples are not streamed.</exception>
    public void Check(DataSet data)
    {
        if (!data.IsStreamed && data.Count == 0)
            throw Empty();
        if (data.IsStreamed && Sequences > 0)
            throw new ArgumentException($"The model takes sequences, which come from memory: '{Name}' is streamed. Make columns of Ragged values.", Name);
        CheckShapes(data.Shapes);
        if (data.IsStreamed)
            return;
        for (var column = 0; column < Columns.Length; column++)
        {
            for (var row = 0; IsRestricted(column) && row < data.Count; row++)
                Check(column, row, data.Words(column, row));
            for (var row = 0; Columns[column].Lengths >= 0 && row < data.Count; row++)
                CheckSteps(column, row, data);
            for (var row = 0; Columns[column].Alignment is not null && row < data.Count; row++)
                CheckAlignment(Columns[column], row, MemoryMarshal.Cast<float, int>(data.Words(column, row)), MemoryMarshal.Cast<float, int>(data.Words(Array.IndexOf(Columns, aligned[Columns[column]]), row))[0]);
        }
    }

    /// <summary>Holds labels against the steps at which they are said.</summary>
    private void CheckAlignment(ColumnLayout layout, int row, ReadOnlySpan<int> labels, int steps)
    {
        if (labels.Contains(layout.Alignment!.Blank))
            throw OutOfRange(layout, row, layout.Alignment.Blank, $"{layout.Alignment.Blank}, the blank", "labels alone");
        if (AlignmentLayout.StepsFor(labels) is var needed && needed > steps && !layout.Alignment.MayNotFit)
            throw new ArgumentException($"'{layout.Name}' of row {row} of '{Name}': {labels.Length} labels need {needed} steps, got {steps}.", Name);
    }

    /// <summary>Holds a sequence against the largest length, and against the sequence whose lengths it shares.</summary>
    private void CheckSteps(int column, int row, DataSet data)
    {
        var (layout, shared) = (Columns[column], Array.IndexOf(Columns, LengthsOf(column)));
        var (steps, expected) = (data.CountOf(column, row) / layout.Width, MemoryMarshal.Cast<float, int>(data.Words(shared, row))[0]);
        if (steps != expected)
            throw new ArgumentException($"'{layout.Name}' of row {row} of '{Name}' has {steps} steps; expected {expected}, as '{Columns[shared - 1].Name}' has.", Name);
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
            if (layout.IsLengths && (value < 1 || value >= layout.Classes))
                throw new ArgumentOutOfRangeException(Name, value, $"'{Columns[column - 1].Name}' of row {row} of '{Name}' has {value} steps; expected 1 to {layout.Classes - 1}.");
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
        {
            var taken = Columns.Where(layout => !layout.IsLengths).Select(layout => layout.Name).ToArray();
            throw new ArgumentException($"The model takes {taken.Length} columns ({string.Join(", ", taken)}), '{Name}' has {shapes.Length}.", Name);
        }

        for (var i = 0; i < Columns.Length; i++)
        {
            var expected = new ColumnShape(Columns[i].Width, Columns[i].Classes > 0, Columns[i].Lengths >= 0);
            if (shapes[i] != expected)
                throw new ArgumentException($"The model takes {expected} {(expected.IsSequence ? "of a sequence" : "a sample")} as '{Columns[i].Name}', column {i - Columns.Take(i).Count(column => column.IsLengths)} of '{Name}' has {shapes[i]}.", Name);
        }
    }

    private ArgumentOutOfRangeException OutOfRange(ColumnLayout layout, long row, object value, string actual, string expected) =>
        new(Name, value, $"'{layout.Name}' of row {row} of '{Name}' is {actual}; expected {expected}.");
}
