using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Peer;

/// <summary>4-16-3 in TorchSharp.</summary>
internal static class SmallPeer
{
    public static TorchNetwork Create()
    {
        var layers = Sequential(Linear(4, 16), Tanh(), Linear(16, 3));
        return new(layers, optim.SGD(layers.parameters(), 0.01));
    }
}
