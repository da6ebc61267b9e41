namespace ModelGen;

/// <summary>Makes samples of different lengths.</summary>
public static class Ragged
{
    /// <summary>Samples from their concatenation. The arrays are used, not copied.</summary>
    /// <param name="values">Sample after sample: as many values as the lengths say together.</param>
    /// <param name="lengths">[samples]: how many values each has.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative length.</exception>
    public static Ragged<T> Of<T>(T[] values, int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(lengths);
        return new Ragged<T>(values, lengths);
    }

    /// <summary>Samples one by one, copied behind each other.</summary>
    /// <param name="samples">The values of each.</param>
    /// <exception cref="ArgumentException">A sample is null.</exception>
    public static Ragged<T> Of<T>(IEnumerable<IReadOnlyCollection<T>> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var (values, lengths) = (new List<T>(), new List<int>());
        foreach (var sample in samples)
        {
            if (sample is null)
                throw new ArgumentException($"Sample {lengths.Count} is null.", nameof(samples));
            values.AddRange(sample);
            lengths.Add(sample.Count);
        }

        return new Ragged<T>([.. values], [.. lengths]);
    }
}

/// <summary>
/// Samples of different lengths, such as sentences of words: their values one behind the other, and how many each has. Parts of it are copies, so that the
/// values of a batch stand one behind the other as well. Any number of threads may read.
/// </summary>
public sealed class Ragged<T>
{
    private readonly T[] values;
    private readonly int[] lengths;

    /// <summary>[samples + 1]: where each begins, and where the last ends.</summary>
    private readonly int[] starts;

    internal Ragged(T[] values, int[] lengths)
    {
        this.values = values;
        this.lengths = lengths;
        starts = new int[lengths.Length + 1];
        for (var row = 0; row < lengths.Length; row++)
        {
            if (lengths[row] < 0)
                throw new ArgumentOutOfRangeException(nameof(lengths), lengths[row], $"Expected no negative length, got one for sample {row}.");
            starts[row + 1] = checked(starts[row] + lengths[row]);
        }

        if (starts[^1] != values.Length)
            throw new ArgumentException($"Expected {starts[^1]} values, as many as the lengths say together, got {values.Length}.", nameof(values));
    }

    /// <summary>Samples.</summary>
    public int Count => lengths.Length;

    /// <summary>All values, sample after sample.</summary>
    public ReadOnlySpan<T> Values => values;

    /// <summary>[samples]: how many values each has.</summary>
    public ReadOnlySpan<int> Lengths => lengths;

    /// <summary>The length of the longest sample; 0 where there is none.</summary>
    public int MaximumLength => lengths.DefaultIfEmpty().Max();

    /// <summary>A sample's values: a view.</summary>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such sample.</exception>
    public ReadOnlySpan<T> this[int row]
    {
        get
        {
            CheckRow(row);
            return values.AsSpan(starts[row], lengths[row]);
        }
    }

    /// <summary>These samples, in this order; one that is named twice is there twice.</summary>
    /// <param name="rows">Samples, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such sample.</exception>
    public Ragged<T> Select(params ReadOnlySpan<int> rows)
    {
        var selectedLengths = new int[rows.Length];
        var total = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            CheckRow(rows[i]);
            selectedLengths[i] = lengths[rows[i]];
            total = checked(total + selectedLengths[i]);
        }

        var selected = new T[total];
        var rest = selected.AsSpan();
        foreach (var row in rows)
        {
            this[row].CopyTo(rest);
            rest = rest[lengths[row]..];
        }

        return new Ragged<T>(selected, selectedLengths);
    }

    /// <summary>The first samples, and the others.</summary>
    /// <param name="first">How many the first part gets.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative or more than there are.</exception>
    public (Ragged<T> First, Ragged<T> Others) Split(int first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        return (new Ragged<T>(values[..starts[first]], lengths[..first]), new Ragged<T>(values[starts[first]..], lengths[first..]));
    }

    /// <summary>
    /// The same samples in an order that the seed decides, on every machine alike: the order of <see cref="DataSet.Shuffle"/>, and of another of as many
    /// samples, so that tokens and their tags stay together.
    /// </summary>
    public Ragged<T> Shuffle(int seed)
    {
        int[] rows = [.. Enumerable.Range(0, Count)];
        Shuffling.Shuffle(rows, seed, round: 0);
        return Select(rows);
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Expected a sample from 0 to {Count - 1}.");
    }
}
