using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Peer;

/// <summary>784-128-10 in TorchSharp.</summary>
internal static class DensePeer
{
    public static TorchNetwork Create()
    {
        var layers = Sequential(Linear(784, 128), ReLU(), Linear(128, 10));
        return new(layers, optim.Adam(layers.parameters(), 1e-3));
    }
}
