using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>Holds a batch against what the model declares: emitted code reads memory unchecked, so nothing wrong may pass here.</summary>
internal static class ColumnCheck
{
    /// <summary>The batch size that all columns agree on.</summary>
    /// <exception cref="ArgumentException">A length that is no whole batch or differs from the others', or too small a batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public static int BatchOf(ColumnLayout[] layouts, scoped in Columns columns, int minimumBatch)
    {
        if (columns.Count != layouts.Length)
            throw new ArgumentException($"Expected {layouts.Length} columns ({string.Join(", ", layouts.Select(layout => layout.Name))}), got {columns.Count}.");
        // Sequences have no fixed number of values; their lengths have.
        var judge = layouts.Length - 1;
        while (judge >= 0 && layouts[judge].Lengths >= 0)
            judge--;
        var batch = judge < 0 ? columns.Batch : WholeSamples(layouts[judge], columns[judge].Length);
        if (batch < minimumBatch)
            throw TooSmall(layouts, batch, minimumBatch);
        for (var i = 0; i < layouts.Length; i++)
        {
            if (layouts[i].Lengths < 0 && columns[i].Length != (long)batch * layouts[i].Width)
                throw WrongLength(layouts[i], layouts[judge], batch, columns[i].Length);
            if (columns.IsInteger(i) != layouts[i].Classes > 0)
                throw new ArgumentException($"'{layouts[i].Name}' takes {(layouts[i].Classes > 0 ? "integers" : "floats")}.", layouts[i].Name);
            if (layouts[i].Classes > 0)
                CheckRange(layouts[i], MemoryMarshal.Cast<float, int>(columns[i]));
            else
                CheckTargets(layouts[i], columns[i]);
        }

        foreach (var layout in layouts)
        {
            if (layout.Lengths >= 0)
                CheckSteps(layouts, Array.IndexOf(layouts, layout), columns);
        }

        foreach (var layout in layouts)
        {
            if (layout.Alignment is { } alignment)
                CheckAlignment(layouts, Array.IndexOf(layouts, layout), alignment, columns);
        }

        return batch;
    }

    private static int WholeSamples(ColumnLayout layout, int length) => length % layout.Width == 0
        ? length / layout.Width
        : throw new ArgumentException($"'{layout.Name}' holds {layout.Width} values a sample: expected a multiple of {layout.Width} values, got {length}.", layout.Name);

    /// <summary>The values that a column must have.</summary>
    /// <param name="layout">The column.</param>
    /// <param name="columns">The batch's columns, whose lengths are checked.</param>
    /// <param name="batch">Samples.</param>
    public static long CountOf(ColumnLayout layout, scoped in Columns columns, int batch) =>
        layout.Width * (layout.Lengths < 0 ? batch : (long)TensorPrimitives.Sum(MemoryMarshal.Cast<float, int>(columns[layout.Lengths])));

    private static void CheckSteps(ColumnLayout[] layouts, int column, scoped in Columns columns)
    {
        var layout = layouts[column];
        var expected = CountOf(layout, columns, batch: 0);
        if (columns[column].Length != expected)
        {
            throw new ArgumentException(
                $"'{layout.Name}': expected {expected} values, {layout.Width} for each of the {expected / layout.Width} steps in '{layouts[layout.Lengths].Name}', got {columns[column].Length}.", layout.Name);
        }
    }

    private static void CheckRange(ColumnLayout layout, ReadOnlySpan<int> values)
    {
        var least = layout.IsLengths ? 1 : 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] < least || values[i] >= layout.Classes)
            {
                var place = layout.Lengths < 0 ? $"of sample {i / layout.Width}" : $"at step {i / layout.Width}, counted over all samples,";
                throw new ArgumentOutOfRangeException(layout.Name, values[i], $"'{layout.Name}' {place} is {values[i]}; expected {least} to {layout.Classes - 1}.");
            }
        }
    }

    private static void CheckAlignment(ColumnLayout[] layouts, int column, AlignmentLayout alignment, scoped in Columns columns)
    {
        var layout = layouts[column];
        var labels = MemoryMarshal.Cast<float, int>(columns[column]);
        if (labels.IndexOf(alignment.Blank) is >= 0 and var blank)
            throw new ArgumentOutOfRangeException(layout.Name, alignment.Blank, $"'{layout.Name}' at step {blank}, counted over all samples, is {alignment.Blank}, the blank, which is no label.");
        var counts = MemoryMarshal.Cast<float, int>(columns[layout.Lengths]);
        var steps = MemoryMarshal.Cast<float, int>(columns[alignment.Lengths]);
        for (var sample = 0; sample < counts.Length && !alignment.MayNotFit; sample++)
        {
            if (AlignmentLayout.StepsFor(labels[..counts[sample]]) is var needed && needed > steps[sample])
                throw new ArgumentException($"'{layout.Name}' of sample {sample}: {counts[sample]} labels need {needed} steps, got {steps[sample]} in '{layouts[alignment.Lengths].Name}'.", layout.Name);
            labels = labels[counts[sample]..];
        }
    }

    private static void CheckTargets(ColumnLayout layout, ReadOnlySpan<float> targets)
    {
        if (Targets.FirstException(layout.Targets, targets) is >= 0 and var i)
        {
            throw new ArgumentOutOfRangeException(
                layout.Name, targets[i], FormattableString.Invariant($"'{layout.Name}' of sample {i / layout.Width} is {targets[i]}; expected {Targets.Expected(layout.Targets)}."));
        }
    }

    private static ArgumentException TooSmall(ColumnLayout[] layouts, int batch, int minimumBatch)
    {
        var name = layouts.Length == 0 ? "batchSize" : layouts[^1].Name;
        return new ArgumentException(
            batch > 0
                ? $"A batch needs at least {minimumBatch} samples, got {batch}: a statistic over the batch would have a single value."
                : "A batch needs at least one sample, got none.",
            name);
    }

    private static ArgumentException WrongLength(ColumnLayout layout, ColumnLayout judge, int batch, int actual) => new(
        $"'{layout.Name}': expected {(long)batch * layout.Width} values, {layout.Width} for each of the {batch} samples in '{judge.Name}', got {actual}.", layout.Name);
}
