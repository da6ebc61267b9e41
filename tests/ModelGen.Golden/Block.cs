using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Golden;

/// <summary>A building block: layers by name, and what it does with them.</summary>
internal sealed class Block : Module<Tensor, Tensor>
{
    private readonly Func<Func<string, Tensor, Tensor>, Tensor, Tensor> compute;
    private readonly Dictionary<string, Module<Tensor, Tensor>> layers = [];

    /// <param name="compute">The result for an input; its first argument applies a layer.</param>
    /// <param name="layers">The layers, named as ModelGen names them.</param>
    public Block(Func<Func<string, Tensor, Tensor>, Tensor, Tensor> compute, params (string Name, Module<Tensor, Tensor> Layer)[] layers)
        : base(nameof(Block))
    {
        this.compute = compute;
        foreach (var (name, layer) in layers)
        {
            this.layers.Add(name, layer);
            register_module(name, layer);
        }
    }

    public override Tensor forward(Tensor x) => compute((name, input) => layers[name].forward(input), x);
}
