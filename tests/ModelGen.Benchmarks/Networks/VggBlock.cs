using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>Two convolutions 3×3, 64→64, at 32×32: the second one has a gradient for its input too.</summary>
[Model]
[Input(64, 32, 32)]
[Conv2D(64, 3, Padding = 1), Relu, Conv2D(64, 3, Padding = 1), Relu]
[SquaredError, Sgd(0.01f)]
internal sealed partial class VggBlock : IRegressor;

internal static class VggBlockPeer
{
    public static TorchNetwork Create() => TorchNetwork.Of(Sequential(Conv2d(64, 64, 3, padding: 1), ReLU(), Conv2d(64, 64, 3, padding: 1), ReLU()));
}
