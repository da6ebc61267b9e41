namespace ModelGen.Benchmarks;

/// <summary>A row of the table: the same work, by us and by TorchSharp.</summary>
/// <param name="Name">For example <c>LeNet-5 train batch 32</c>.</param>
/// <param name="MultiplyAdds">Of one call: those of the layers; an optimizer's are not counted.</param>
/// <param name="Ours">Makes our contestant.</param>
/// <param name="Peer">Makes TorchSharp's; called in its own process only.</param>
internal sealed record BenchmarkRow(string Name, long MultiplyAdds, Func<IContestant> Ours, Func<IContestant> Peer)
{
    /// <summary>What one call must read and write, where that is what bounds it; 0 elsewhere.</summary>
    public long Bytes { get; init; }
}
