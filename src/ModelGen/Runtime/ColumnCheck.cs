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
        var batch = layouts.Length == 0 ? columns.Batch : WholeSamples(layouts[^1], columns[layouts.Length - 1].Length);
        if (batch < minimumBatch)
            throw TooSmall(layouts, batch, minimumBatch);
        for (var i = 0; i < layouts.Length; i++)
        {
            var expected = (long)batch * layouts[i].Width;
            if (columns[i].Length != expected)
                throw WrongLength(layouts, layouts[i], batch, columns[i].Length);
            if (columns.IsInteger(i) != layouts[i].Classes > 0)
                throw new ArgumentException($"'{layouts[i].Name}' takes {(layouts[i].Classes > 0 ? "integers" : "floats")}.", layouts[i].Name);
            if (layouts[i].Classes > 0)
                CheckRange(layouts[i], MemoryMarshal.Cast<float, int>(columns[i]));
            else
                CheckTargets(layouts[i], columns[i]);
        }

        return batch;
    }

    private static int WholeSamples(ColumnLayout layout, int length) => length % layout.Width == 0
        ? length / layout.Width
        : throw new ArgumentException($"'{layout.Name}' holds {layout.Width} values a sample: expected a multiple of {layout.Width} values, got {length}.", layout.Name);

    private static void CheckRange(ColumnLayout layout, ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)values[i] >= (uint)layout.Classes)
            {
                throw new ArgumentOutOfRangeException(
                    layout.Name, values[i], $"'{layout.Name}' of sample {i / layout.Width} is {values[i]}; expected 0 to {layout.Classes - 1}.");
            }
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

    private static ArgumentException WrongLength(ColumnLayout[] layouts, ColumnLayout layout, int batch, int actual) => new(
        $"'{layout.Name}': expected {(long)batch * layout.Width} values, {layout.Width} for each of the {batch} samples in '{layouts[^1].Name}', got {actual}.", layout.Name);
}
