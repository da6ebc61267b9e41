using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>The VGG block with taps two apart, which Winograd's minimal filtering has no tiles for: direct kernels alone, and as many multiply-adds.</summary>
[Model]
[Input(64, 32, 32)]
[Conv2D(64, 3, Padding = 2, Dilation = 2), Relu, Conv2D(64, 3, Padding = 2, Dilation = 2), Relu]
[SquaredError, Sgd(0.01f)]
internal sealed partial class DirectBlock : IRegressor;

internal static class DirectBlockPeer
{
    public static TorchNetwork Create() =>
        TorchNetwork.Of(Sequential(Conv2d(64, 64, 3, padding: 2, dilation: 2), ReLU(), Conv2d(64, 64, 3, padding: 2, dilation: 2), ReLU()));
}

/// <summary>Two convolutions of each channel by itself.</summary>
[Model]
[Input(64, 32, 32)]
[Conv2D(64, 3, Padding = 1, Groups = 64), Relu, Conv2D(64, 3, Padding = 1, Groups = 64), Relu]
[SquaredError, Sgd(0.01f)]
internal sealed partial class DepthwiseBlock : IRegressor;

internal static class DepthwiseBlockPeer
{
    public static TorchNetwork Create() => TorchNetwork.Of(Sequential(Conv2d(64, 64, 3, padding: 1, groups: 64), ReLU(), Conv2d(64, 64, 3, padding: 1, groups: 64), ReLU()));
}
