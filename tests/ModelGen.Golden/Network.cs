using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ModelGen.Golden;

/// <summary>A network with the loss it is trained with and the batch it is recorded on.</summary>
/// <param name="Name">Its files' name.</param>
/// <param name="Layers">Makes its layers; those with weights are named as ModelGen names them.</param>
/// <param name="Loss">The mean loss of outputs and targets.</param>
/// <param name="Inputs">A float32 batch.</param>
/// <param name="Targets">Class indices, or float32 values.</param>
internal sealed record Network(string Name, Func<Sequential> Layers, Func<Tensor, Tensor, Tensor> Loss, Tensor Inputs, Tensor Targets)
{
    /// <summary>Whether training steps are recorded, beside outputs, loss and gradients.</summary>
    public bool IsTrained { get; init; }

    private const long Seed = 20;

    /// <summary>PyTorch's default initialization from a fixed seed: parameters and running statistics by name.</summary>
    public IReadOnlyDictionary<string, Tensor> InitialWeights()
    {
        random.manual_seed(Seed);
        using var layers = Layers();
        return layers.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone());
    }

    /// <summary>The network at given weights.</summary>
    public Sequential At(IReadOnlyDictionary<string, Tensor> weights, ScalarType type)
    {
        var layers = Layers();
        layers.to(type);
        using (no_grad())
            foreach (var (name, value) in layers.state_dict())
                value.copy_(weights[name]);
        return layers;
    }
}
