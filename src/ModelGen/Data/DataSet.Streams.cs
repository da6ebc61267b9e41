namespace ModelGen;

/// <content>Samples that come one after the other, from anywhere.</content>
public sealed partial class DataSet
{
    private readonly SampleStream? stream;

    private DataSet(SampleStream stream)
        : this([], []) => this.stream = stream;

    /// <summary>
    /// Whether samples come one after the other, their number unknown. Such a set can be trained on and evaluated; what needs its samples in another order or
    /// by number is an <see cref="InvalidOperationException"/>.
    /// </summary>
    public bool IsStreamed => stream is not null;

    /// <summary>
    /// Samples of any number that come one after the other: <c>DataSet.Stream(digits, 10_000, new(784, digit => digit.Pixels), new(digit =>
    /// digit.Label))</c>. They are asked for ahead of training, on another thread, and from the first for each epoch. Cancelling a training waits for the sample
    /// that is being asked for, unless it comes from an <see cref="IAsyncEnumerable{T}"/> that heeds its token.
    /// </summary>
    /// <typeparam name="T">A sample.</typeparam>
    /// <param name="samples">Gives the same samples each time it is enumerated.</param>
    /// <param name="shuffleBuffer">
    /// Training draws each sample from a buffer of so many, as seed and epoch decide; 1 for the order in which they come. Samples of one kind that come in a
    /// row need a buffer that reaches far beyond them.
    /// </param>
    /// <param name="columns">What each column takes of a sample, in the order of the objective's parameters.</param>
    /// <exception cref="ArgumentException">No columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A buffer below 1.</exception>
    public static DataSet Stream<T>(IEnumerable<T> samples, int shuffleBuffer, params ReadOnlySpan<SampleColumn<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Stream(_ => samples.GetEnumerator(), shuffleBuffer, columns);
    }

    /// <inheritdoc cref="Stream{T}(IEnumerable{T}, int, ReadOnlySpan{SampleColumn{T}})"/>
    public static DataSet Stream<T>(IAsyncEnumerable<T> samples, int shuffleBuffer, params ReadOnlySpan<SampleColumn<T>> columns)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return Stream(cancellation => new BlockingEnumerator<T>(samples.GetAsyncEnumerator(cancellation)), shuffleBuffer, columns);
    }

    private static DataSet Stream<T>(Func<CancellationToken, IEnumerator<T>> open, int shuffleBuffer, ReadOnlySpan<SampleColumn<T>> columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shuffleBuffer, 1);
        if (columns.IsEmpty)
            throw new ArgumentException("A data set needs a column.", nameof(columns));
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is null)
                throw new ArgumentNullException(nameof(columns), $"Column {i} is null.");
        }

        return new DataSet(new SampleStream<T>(open, columns.ToArray(), shuffleBuffer));
    }
}
