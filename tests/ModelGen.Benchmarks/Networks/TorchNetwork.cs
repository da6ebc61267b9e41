using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A network of TorchSharp and its optimizer.</summary>
/// <param name="Layers">The network.</param>
/// <param name="Optimizer">Of its parameters; none for what only predicts.</param>
/// <param name="HasLabels">Whether it learns labels by cross-entropy, or values by the squared error.</param>
internal sealed record TorchNetwork(nn.Module<Tensor, Tensor> Layers, optim.Optimizer? Optimizer, bool HasLabels = true) : IDisposable
{
    /// <summary>Layers that learn values.</summary>
    public static TorchNetwork Of(nn.Module<Tensor, Tensor> layers) => new(layers, optim.SGD(layers.parameters(), 0.01), HasLabels: false);

    /// <summary>A function without weights.</summary>
    public static TorchNetwork Of(Func<Tensor, Tensor> function) => new(new FunctionModule(function), Optimizer: null, HasLabels: false);

    public void Dispose()
    {
        Optimizer?.Dispose();
        Layers.Dispose();
    }

    private sealed class FunctionModule(Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>("function")
    {
        public override Tensor forward(Tensor input) => function(input);
    }
}

/// <summary>From arrays to tensors.</summary>
internal static class TorchTensors
{
    /// <summary>The fastest way from an array to a tensor, at every size: torch.tensor takes 1 ms for 100,000 values, from_array more than this for few.</summary>
    public static Tensor ToTensor<T>(this T[] values, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var copy = empty(shape, typeof(T) == typeof(long) ? ScalarType.Int64 : ScalarType.Float32);
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(copy.bytes);
        return copy;
    }
}
