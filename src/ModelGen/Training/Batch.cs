using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Samples side by side, in memory that is used again and again.</summary>
internal class Batch
{
    private readonly BatchLayout layout;
    private readonly long[] rows;
    private float[][] words;

    /// <summary>For each column of sequences, where a sample's values begin, and where the last one's end.</summary>
    private readonly int[]?[] starts;

    /// <param name="layout">The columns.</param>
    /// <param name="size">Samples of the largest batch.</param>
    public Batch(BatchLayout layout, int size)
    {
        this.layout = layout;
        words = NewMemory(layout, size);
        rows = new long[size];
        starts = [.. layout.Columns.Select(column => column.Lengths < 0 ? null : new int[size + 1])];
    }

    /// <summary>Samples.</summary>
    public int Count { get; private set; }

    /// <summary>Where in the data each sample stands, from 0.</summary>
    public Span<long> Rows => rows.AsSpan(0, Count);

    /// <summary>Makes it as many samples, which the caller then says.</summary>
    public Span<long> Choose(int count)
    {
        Count = count;
        return rows.AsSpan(0, count);
    }

    /// <summary>A column's 32-bit words, sample after sample.</summary>
    public Span<float> Words(int column) => words[column].AsSpan(0, starts[column]?[Count] ?? Count * layout.Columns[column].Width);

    /// <summary>A sample's 32-bit words in a column.</summary>
    public Span<float> Words(int column, int sample) => starts[column] is { } of
        ? words[column].AsSpan(of[sample]..of[sample + 1])
        : words[column].AsSpan(sample * layout.Columns[column].Width, layout.Columns[column].Width);

    /// <summary>Room for a sample's words in a column; those of the samples before it have theirs.</summary>
    public Span<float> Place(int column, int sample, int count)
    {
        if (starts[column] is { } of)
            of[sample + 1] = of[sample] + count;
        return Words(column, sample);
    }

    /// <summary>What an objective takes.</summary>
    public Columns ColumnsOf(int objective)
    {
        var columns = layout.ColumnsOf(objective);
        if (columns.IsEmpty)
            return Columns.OfBatch(Count);
        var batch = default(Columns);
        foreach (var column in columns)
            batch = layout.Columns[column].Classes > 0 ? batch.And(MemoryMarshal.Cast<float, int>(Words(column))) : batch.And(Words(column));
        return batch;
    }

    /// <summary>Memory for the columns of a batch.</summary>
    protected static float[][] NewMemory(BatchLayout layout, int size) => [.. layout.Columns.Select((_, column) => new float[checked(size * layout.LargestWidth(column))])];

    /// <summary>Takes other memory for its own.</summary>
    protected void Exchange(ref float[][] other) => (words, other) = (other, words);

    /// <summary>Says which value is the first that is not finite, rows and values from 0; nothing where all are.</summary>
    public string? DescribeNotFinite()
    {
        for (var sample = 0; sample < Count; sample++)
        {
            for (var column = 0; column < layout.Columns.Length; column++)
            {
                var values = Words(column, sample);
                if (layout.Columns[column].Classes == 0 && Finite.FirstException(values) is >= 0 and var i)
                {
                    var place = values.Length > 1 ? $" as its value {i}" : "";
                    return FormattableString.Invariant($"'{layout.Columns[column].Name}' of row {rows[sample]} of '{layout.Name}' holds {values[i]}{place}.");
                }
            }
        }

        return null;
    }
}
