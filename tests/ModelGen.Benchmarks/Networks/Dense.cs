using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

// Products of square matrices: as many samples as values of a sample.
[Model, Input(64), Dense(64, Bias = false)]
internal sealed partial class Dense64 : IPredictor;

[Model, Input(256), Dense(256, Bias = false)]
internal sealed partial class Dense256 : IPredictor;

[Model, Input(512), Dense(512, Bias = false)]
internal sealed partial class Dense512 : IPredictor;

[Model, Input(960), Dense(960, Bias = false)]
internal sealed partial class Dense960 : IPredictor;

[Model, Input(1024), Dense(1024, Bias = false)]
internal sealed partial class Dense1024 : IPredictor;

internal static class DensePeer
{
    public static TorchNetwork Create(int size) => TorchNetwork.Of(Linear(size, size, hasBias: false));
}
