using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>One column of a data set: as many floats, or integers, a sample as the model's parameter takes. The array is used, not copied.</summary>
public sealed class DataColumn
{
    private readonly float[]? floats;
    private readonly int[]? integers;

    private DataColumn(float[]? floats, int[]? integers, int length, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (length % width != 0)
            throw new ArgumentException($"Expected a multiple of {width} values, the width of a sample, got {length}.", "values");
        this.floats = floats;
        this.integers = integers;
        Width = width;
        Count = length / width;
    }

    /// <summary>Values a sample.</summary>
    public int Width { get; }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Whether it holds integers.</summary>
    public bool IsInteger => integers is not null;

    /// <summary>Real values, sample after sample.</summary>
    /// <param name="values">Their number is a multiple of <paramref name="width"/>.</param>
    /// <param name="width">Values a sample.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(float[] values, int width)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new DataColumn(values, null, values.Length, width);
    }

    /// <summary>Integers (class indices), sample after sample.</summary>
    /// <param name="values">Their number is a multiple of <paramref name="width"/>.</param>
    /// <param name="width">Values a sample.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public static DataColumn Of(int[] values, int width = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new DataColumn(null, values, values.Length, width);
    }

    /// <summary>A sample's floats.</summary>
    internal ReadOnlySpan<float> Floats(int row) => floats.AsSpan(row * Width, Width);

    /// <summary>A sample's integers.</summary>
    internal ReadOnlySpan<int> Integers(int row) => integers.AsSpan(row * Width, Width);

    /// <summary>A sample's 32-bit words, of whichever type.</summary>
    internal ReadOnlySpan<float> Words(int row) => floats is not null ? Floats(row) : MemoryMarshal.Cast<int, float>(Integers(row));
}
