using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>One column of a data set: as many floats, or integers, a sample as the model's parameter takes.</summary>
public abstract class DataColumn
{
    private protected DataColumn(int count, int width, bool isInteger)
    {
        Count = count;
        Width = width;
        IsInteger = isInteger;
    }

    /// <summary>Values a sample; of sequences, values a step.</summary>
    public int Width { get; }

    /// <summary>Whether it holds sequences, each of a length of its own.</summary>
    public virtual bool IsSequence => false;

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Whether it holds integers.</summary>
    public bool IsInteger { get; }

    /// <summary>What it holds of each sample.</summary>
    internal ColumnShape Shape => new(Width, IsInteger, IsSequence);

    /// <summary>Whether samples are at hand; otherwise they are read ahead.</summary>
    internal virtual bool IsInMemory => true;

    /// <summary>Real values, sample after sample. The array is used, not copied.</summary>
    /// <param name="values">Their number is a multiple of <paramref name="width"/>.</param>
    /// <param name="width">Values a sample.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new MemoryColumn(values, SamplesOf(values, width), width, isInteger: false);
    }

    /// <summary>Integers (class indices), sample after sample. The array is used, not copied.</summary>
    /// <param name="values">Their number is a multiple of <paramref name="width"/>.</param>
    /// <param name="width">Values a sample.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(int[] values, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new MemoryColumn(values, SamplesOf(values, width), width, isInteger: true);
    }

    /// <summary>Sequences of real values: a row for each step.</summary>
    /// <param name="sequences">Each a multiple of <paramref name="width"/> long.</param>
    /// <param name="width">Values a step.</param>
    /// <exception cref="ArgumentException">A sequence of another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(Ragged<float> sequences, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new SequenceColumn<float>(sequences, width, isInteger: false);
    }

    /// <summary>Sequences of integers, words or class indices: one for each step.</summary>
    /// <param name="sequences">Each a multiple of <paramref name="width"/> long.</param>
    /// <param name="width">Values a step.</param>
    /// <exception cref="ArgumentException">A sequence of another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(Ragged<int> sequences, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new SequenceColumn<int>(sequences, width, isInteger: true);
    }

    /// <summary>How many values a sample has.</summary>
    internal virtual int CountOf(int row) => Width;

    /// <summary>Reads a sample's 32-bit words, of whichever type; any number of threads may.</summary>
    /// <param name="row">The sample.</param>
    /// <param name="words">Gets as many as the sample has.</param>
    internal abstract void Read(int row, Span<float> words);

    /// <summary>A sample's 32-bit words, of whichever type: a view where they are in memory.</summary>
    internal virtual ReadOnlySpan<float> Words(int row)
    {
        var words = new float[CountOf(row)];
        Read(row, words);
        return words;
    }

    /// <summary>A sample's integers.</summary>
    internal ReadOnlySpan<int> Integers(int row) => MemoryMarshal.Cast<float, int>(Words(row));

    private static int SamplesOf(Array values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return values.Length % width == 0
            ? values.Length / width
            : throw new ArgumentException($"Expected a multiple of {width} values, the width of a sample, got {values.Length}.", nameof(values));
    }
}
