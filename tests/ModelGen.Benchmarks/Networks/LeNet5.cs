using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

[Model]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropy, Adam(1e-3f)]
internal sealed partial class LeNet5 : IClassifier;

internal static class LeNet5Peer
{
    public static TorchNetwork Create()
    {
        var layers = Sequential(
            Conv2d(1, 6, 5, padding: 2), Tanh(), AvgPool2d(2),
            Conv2d(6, 16, 5), Tanh(), AvgPool2d(2),
            Flatten(), Linear(400, 120), Tanh(), Linear(120, 84), Tanh(), Linear(84, 10));
        return new(layers, optim.Adam(layers.parameters(), 1e-3));
    }
}
