using System.Collections;

namespace ModelGen;

/// <summary>Waits for each sample of an asynchronous stream, on a thread that has nothing else to do.</summary>
internal sealed class BlockingEnumerator<T>(IAsyncEnumerator<T> samples) : IEnumerator<T>
{
    public T Current => samples.Current;

    object? IEnumerator.Current => Current;

    public bool MoveNext()
    {
        var next = samples.MoveNextAsync();
        return next.IsCompleted ? next.GetAwaiter().GetResult() : next.AsTask().GetAwaiter().GetResult();
    }

    public void Reset() => throw new NotSupportedException();

    public void Dispose() => samples.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
