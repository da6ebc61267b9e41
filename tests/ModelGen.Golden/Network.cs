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
    /// <summary>The optimizers whose training steps are recorded, beside outputs, loss and gradients.</summary>
    public IReadOnlyList<string> Optimizers { get; init; } = [];

    /// <summary>What the loss takes beside outputs and targets, which is recorded too.</summary>
    public IReadOnlyDictionary<string, Tensor> Columns { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>Steps that are recorded of each optimizer.</summary>
    public int Steps { get; init; } = 10;

    private const long Seed = 20;

    /// <summary>Whether what a normalization starts from, 1 and 0, is moved by up to a half: it would hide mistakes.</summary>
    public bool HasMovedNorms { get; init; }

    /// <summary>PyTorch's default initialization from a fixed seed: parameters and running statistics by name.</summary>
    public IReadOnlyDictionary<string, Tensor> InitialWeights()
    {
        random.manual_seed(Seed);
        using var layers = Layers();
        return layers.state_dict().ToDictionary(entry => entry.Key, entry => HasMovedNorms && entry.Key.Contains("Norm") && entry.Value.is_floating_point()
            ? entry.Value.detach() + 0.5 * rand_like(entry.Value)
            : entry.Value.detach().clone());
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
