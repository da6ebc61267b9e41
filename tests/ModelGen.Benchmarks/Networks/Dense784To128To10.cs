using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

[Model]
[Input(784)]
[Dense(128), Relu, Dense(10)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class Dense784To128To10 : IClassifier;

internal static class Dense784To128To10Peer
{
    public static TorchNetwork Create()
    {
        var layers = Sequential(Linear(784, 128), ReLU(), Linear(128, 10));
        return new(layers, optim.Adam(layers.parameters(), 1e-3));
    }
}
