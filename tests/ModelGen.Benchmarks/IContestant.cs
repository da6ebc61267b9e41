namespace ModelGen.Benchmarks;

/// <summary>Does what a row times: a training step on a batch, or its outputs written to an array.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>One call; the iteration picks the batch.</summary>
    void Run(int iteration);
}
