using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Peer;

/// <summary>A network of TorchSharp and its optimizer.</summary>
internal sealed record TorchNetwork(Sequential Layers, optim.Optimizer Optimizer) : IDisposable
{
    public void Dispose()
    {
        Optimizer.Dispose();
        Layers.Dispose();
    }
}
