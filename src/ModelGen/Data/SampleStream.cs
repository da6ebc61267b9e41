namespace ModelGen;

/// <summary>Samples that come one after the other, from the first for each epoch.</summary>
/// <param name="shapes">The columns.</param>
/// <param name="shuffleBuffer">Samples that a buffer holds, of which the next is drawn.</param>
internal abstract class SampleStream(ColumnShape[] shapes, int shuffleBuffer)
{
    public ColumnShape[] Shapes => shapes;

    public int ShuffleBuffer => shuffleBuffer;

    /// <summary>Starts at the first sample.</summary>
    /// <param name="cancellation">Ends the wait for a sample, where the stream can be asked to.</param>
    public abstract SampleCursor Open(CancellationToken cancellation);
}

/// <summary>A place in a stream, at first before the first sample.</summary>
internal abstract class SampleCursor : IDisposable
{
    /// <summary>Goes to the next sample; false past the last.</summary>
    public abstract bool MoveNext();

    /// <summary>Writes the sample's words in a column, and says how many it has; none is written where these are not as many as asked for.</summary>
    public abstract int Read(int column, Span<float> words);

    public abstract void Dispose();
}

/// <summary>A stream of samples of one type.</summary>
/// <param name="open">Starts at the first sample.</param>
/// <param name="columns">What to take of each.</param>
/// <param name="shuffleBuffer">Samples that a buffer holds, of which the next is drawn.</param>
internal sealed class SampleStream<T>(Func<CancellationToken, IEnumerator<T>> open, SampleColumn<T>[] columns, int shuffleBuffer)
    : SampleStream([.. columns.Select(column => column.Shape)], shuffleBuffer)
{
    public override SampleCursor Open(CancellationToken cancellation) => new Cursor(open(cancellation), columns);

    private sealed class Cursor(IEnumerator<T> samples, SampleColumn<T>[] columns) : SampleCursor
    {
        public override bool MoveNext() => samples.MoveNext();

        public override int Read(int column, Span<float> words) => columns[column].Read(samples.Current, words);

        public override void Dispose() => samples.Dispose();
    }
}
