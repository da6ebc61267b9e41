using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Peer;

/// <summary>LeNet-5 in TorchSharp.</summary>
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
