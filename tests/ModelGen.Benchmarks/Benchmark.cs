using ModelGen.Benchmarks.Ours;
using ModelGen.Benchmarks.Peer;

namespace ModelGen.Benchmarks;

/// <summary>Does what a row times: a training step on a batch, or its outputs written to an array.</summary>
internal interface IContestant : IDisposable
{
    /// <summary>One call; the iteration picks the batch.</summary>
    void Run(int iteration);
}

/// <summary>A network that is timed.</summary>
/// <param name="Name">As the rows show it.</param>
/// <param name="InputShape">Shape of one sample.</param>
/// <param name="Classes">Its outputs.</param>
/// <param name="MultiplyAdds">Of one sample forward.</param>
/// <param name="FirstLayerMultiplyAdds">The share of the first layer, whose input needs no gradient.</param>
/// <param name="BatchSizes">The batch sizes that are timed.</param>
internal sealed record BenchmarkNetwork(
    string Name, long[] InputShape, int Classes, long MultiplyAdds, long FirstLayerMultiplyAdds, int[] BatchSizes,
    Func<IClassifier> Ours, Func<TorchNetwork> Peer);

/// <summary>A row of the table.</summary>
internal sealed record BenchmarkRow(BenchmarkNetwork Network, int Batch, bool IsTraining)
{
    /// <summary>For example <c>LeNet-5 train batch 32</c>.</summary>
    public string Name => $"{Network.Name} {(IsTraining ? "train" : "predict")} batch {Batch}";

    /// <summary>Multiply-adds of one call: those of the layers; an optimizer's are not counted. Backward costs twice the forward pass, less the gradient of the network's input.</summary>
    public long MultiplyAdds => Batch * (IsTraining ? 3 * Network.MultiplyAdds - Network.FirstLayerMultiplyAdds : Network.MultiplyAdds);
}

/// <summary>The networks that are timed, and their rows.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<BenchmarkNetwork> Networks { get; } =
    [
        new("4-16-3", [4], 3, 112, 64, [1, 32], () => new Dense4To16To3(), () => SmallPeer.Create()),
        new("784-128-10", [784], 10, 101_632, 100_352, [1, 32, 128], () => new Dense784To128To10(), () => DensePeer.Create()),
        new("LeNet-5", [1, 28, 28], 10, 416_520, 117_600, [1, 32, 128], () => new LeNet5(), () => LeNet5Peer.Create()),
    ];

    public static IReadOnlyList<BenchmarkRow> Rows { get; } =
    [
        .. from network in Networks from isTraining in new[] { true, false } from batch in network.BatchSizes select new BenchmarkRow(network, batch, isTraining),
    ];
}
