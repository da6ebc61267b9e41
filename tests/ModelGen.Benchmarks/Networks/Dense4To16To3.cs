using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

[Model]
[Input(4)]
[Dense(16), Tanh, Dense(3)]
[CrossEntropy, Sgd(0.01f)]
internal sealed partial class Dense4To16To3 : IClassifier;

internal static class Dense4To16To3Peer
{
    public static TorchNetwork Create()
    {
        var layers = Sequential(Linear(4, 16), Tanh(), Linear(16, 3));
        return new(layers, optim.SGD(layers.parameters(), 0.01));
    }
}
