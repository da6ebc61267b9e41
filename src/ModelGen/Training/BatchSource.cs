namespace ModelGen;

/// <summary>
/// Where batches come from. Choosing is for one thread at a time, and decides everything: epoch, batch and seed alone say which samples a batch has. What is
/// chosen may be gathered on any thread, several batches at once.
/// </summary>
/// <param name="layout">The columns of the batches.</param>
internal abstract class BatchSource(BatchLayout layout) : IDisposable
{
    /// <summary>Batches of an epoch; nothing where only its end tells.</summary>
    public abstract int? Batches { get; }

    /// <summary>Samples of the largest batch.</summary>
    public abstract int LargestBatch { get; }

    protected BatchLayout Layout => layout;

    /// <summary>Memory for a batch.</summary>
    public virtual Batch NewBatch() => new(layout, LargestBatch);

    /// <summary>Goes to a batch of an epoch, from wherever it is.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">Batches of it to be left out.</param>
    public abstract void Begin(int epoch, int batch);

    /// <summary>Decides the samples of the next batch; false at the epoch's end.</summary>
    public abstract bool TryChoose(Batch batch);

    /// <summary>Gathers the samples that were decided, where that is not yet done.</summary>
    public virtual void Gather(Batch batch)
    {
    }

    /// <summary>Ends a wait for samples, from another thread, where that can be ended.</summary>
    public virtual void Cancel()
    {
    }

    /// <summary>Lets go of what the data comes from.</summary>
    public virtual void Dispose()
    {
    }
}
