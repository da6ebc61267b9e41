using ModelGen.Benchmarks.Networks;

namespace ModelGen.Benchmarks;

/// <summary>What is timed.</summary>
internal static class Catalogue
{
    /// <summary>All rows, in the table's order.</summary>
    public static IReadOnlyList<BenchmarkRow> Rows { get; } =
    [
        .. new BenchmarkNetwork("4-16-3", [4], [3], Dense4To16To3.Summary, () => new Dense4To16To3(), Dense4To16To3Peer.Create).Rows(1, 32),
        .. new BenchmarkNetwork("784-128-10", [784], [10], Dense784To128To10.Summary, () => new Dense784To128To10(), Dense784To128To10Peer.Create).Rows(1, 32, 128),
        .. new BenchmarkNetwork("LeNet-5", [1, 28, 28], [10], LeNet5.Summary, () => new LeNet5(), LeNet5Peer.Create).Rows(1, 32, 64, 128),
        .. new BenchmarkNetwork("VGG block", [64, 32, 32], [64, 32, 32], VggBlock.Summary, () => new VggBlock(), VggBlockPeer.Create).Rows(32),
        .. new BenchmarkNetwork("dilated block", [64, 32, 32], [64, 32, 32], DirectBlock.Summary, () => new DirectBlock(), DirectBlockPeer.Create).Rows(32),
        .. new BenchmarkNetwork("depthwise block", [64, 32, 32], [64, 32, 32], DepthwiseBlock.Summary, () => new DepthwiseBlock(), DepthwiseBlockPeer.Create).Rows(32),
        .. new BenchmarkNetwork("ResNet-20", [3, 32, 32], [10], ResNet20.Summary, () => new ResNet20(), ResNet20Peer.Create).Rows(1, 32),
        .. Dcgan.Rows(64),
        .. Tagger.Rows(32),
        LstmStep.Row(1),
        LstmStep.Row(16),
        .. SkipGram.Rows(256),
        .. TransformerBlock.Rows(16),
        .. new BenchmarkNetwork("Dense 64", [64], [64], Dense64.Summary, () => new Dense64(), () => DensePeer.Create(64)).PredictionRows(64),
        .. new BenchmarkNetwork("Dense 256", [256], [256], Dense256.Summary, () => new Dense256(), () => DensePeer.Create(256)).PredictionRows(256),
        .. new BenchmarkNetwork("Dense 512", [512], [512], Dense512.Summary, () => new Dense512(), () => DensePeer.Create(512)).PredictionRows(512),
        .. new BenchmarkNetwork("Dense 960", [960], [960], Dense960.Summary, () => new Dense960(), () => DensePeer.Create(960)).PredictionRows(960),
        .. new BenchmarkNetwork("Dense 1024", [1024], [1024], Dense1024.Summary, () => new Dense1024(), () => DensePeer.Create(1024)).PredictionRows(1024),
        .. Functions.Rows,
        .. Arithmetic.Rows,
        .. Updates.Rows,
    ];
}
