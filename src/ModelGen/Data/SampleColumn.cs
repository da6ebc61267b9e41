using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>A sample's real values in one column.</summary>
/// <typeparam name="T">The sample.</typeparam>
/// <param name="sample">The sample.</param>
public delegate ReadOnlySpan<float> FloatsOf<in T>(T sample);

/// <summary>A sample's integers in one column.</summary>
/// <typeparam name="T">The sample.</typeparam>
/// <param name="sample">The sample.</param>
public delegate ReadOnlySpan<int> IntegersOf<in T>(T sample);

/// <summary>One column of streamed data: what it takes of each sample.</summary>
/// <typeparam name="T">The sample.</typeparam>
public sealed class SampleColumn<T>
{
    private readonly FloatsOf<T>? floats;
    private readonly IntegersOf<T>? integers;
    private readonly Func<T, float>? number;
    private readonly Func<T, int>? label;

    private SampleColumn(Delegate values, int width, bool isInteger)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Shape = new ColumnShape(width, isInteger);
    }

    /// <summary>Real values: <c>new(784, digit => digit.Pixels)</c>.</summary>
    /// <param name="width">Values a sample.</param>
    /// <param name="values">Gives a sample's; used before the next sample is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public SampleColumn(int width, FloatsOf<T> values)
        : this(values, width, isInteger: false) => floats = values;

    /// <summary>Integers.</summary>
    /// <param name="width">Values a sample.</param>
    /// <param name="values">Gives a sample's; used before the next sample is asked for.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width below 1.</exception>
    public SampleColumn(int width, IntegersOf<T> values)
        : this(values, width, isInteger: true) => integers = values;

    /// <summary>One real value a sample.</summary>
    /// <param name="value">Gives a sample's.</param>
    public SampleColumn(Func<T, float> value)
        : this(value, width: 1, isInteger: false) => number = value;

    /// <summary>One integer a sample: <c>new(digit => digit.Label)</c>.</summary>
    /// <param name="value">Gives a sample's.</param>
    public SampleColumn(Func<T, int> value)
        : this(value, width: 1, isInteger: true) => label = value;

    internal ColumnShape Shape { get; }

    /// <summary>Writes a sample's words.</summary>
    /// <returns>How many the sample has; none is written where these are not as many as asked for.</returns>
    internal int Read(T sample, Span<float> words)
    {
        if (number is not null)
            words[0] = number(sample);
        else if (label is not null)
            words[0] = BitConverter.Int32BitsToSingle(label(sample));
        else
            return Copy(floats is not null ? floats(sample) : MemoryMarshal.Cast<int, float>(integers!(sample)), words);
        return 1;
    }

    private static int Copy(ReadOnlySpan<float> values, Span<float> words)
    {
        if (values.Length == words.Length)
            values.CopyTo(words);
        return values.Length;
    }
}
