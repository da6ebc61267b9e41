using ModelGen.Benchmarks.Measuring;

namespace ModelGen.Benchmarks.Reporting;

/// <summary>What was measured of a row, in milliseconds a call.</summary>
/// <param name="Row">The row.</param>
/// <param name="Ours">By number of threads.</param>
/// <param name="Peer">By number of threads, under the better allocator setting; empty where libtorch cannot be loaded.</param>
/// <param name="Peak">By number of threads: multiply-adds a second or, for a row that memory bounds, bytes a second of a copy.</param>
/// <param name="AllocatedBytes">What one of our calls allocates.</param>
internal sealed record RowResult(
    BenchmarkRow Row, IReadOnlyDictionary<int, double> Ours, IReadOnlyDictionary<int, double> Peer, IReadOnlyDictionary<int, double> Peak, double AllocatedBytes)
{
    /// <summary>Ours in a process of its own.</summary>
    public FirstCall? OurFirst { get; init; }

    /// <summary>TorchSharp in a process of its own.</summary>
    public FirstCall? PeerFirst { get; init; }

    /// <summary>The better number of threads counts, for both.</summary>
    public double OursBest => Ours.Values.Min();

    public double? PeerBest => Peer.Count == 0 ? null : Peer.Values.Min();

    /// <summary>How many times faster ours is.</summary>
    public double? Ratio => PeerBest / OursBest;

    /// <summary>Billions of operations (a multiply-add is two) or, where memory bounds the row, bytes a second.</summary>
    public double? Rate => Row.Bytes > 0 ? Row.Bytes / OursBest / 1e6 : Row.MultiplyAdds > 0 ? 2 * Row.MultiplyAdds / OursBest / 1e6 : null;

    /// <summary>Of the peak at the number of threads that was ours's best; null where neither multiply-adds nor bytes bound the row.</summary>
    public double? ShareOfPeak => Math.Max(Row.Bytes, Row.MultiplyAdds) is var work and > 0 ? work / (OursBest / 1000) / Peak[Ours.MinBy(entry => entry.Value).Key] : null;
}
