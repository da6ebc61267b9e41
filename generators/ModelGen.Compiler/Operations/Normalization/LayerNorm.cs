using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>y = γ·(x − μ)/√(σ² + ε) + β with mean and biased variance of all of a sample's values (Ba, Kiros and Hinton 2016); PyTorch's <c>LayerNorm</c> of the whole shape.</summary>
public sealed record LayerNorm(float Epsilon = 1e-5f) : SampleNorm(Epsilon)
{
    /// <inheritdoc/>
    public override string Name => nameof(LayerNorm);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight", "bias"];

    /// <inheritdoc/>
    public override int WeightCount => 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) => [new Weight("weight", inputs[0], Initial.Ones), new Weight("bias", inputs[0], Initial.Zeros)];

    private protected override SampleGroups Layout(Shape input) => new(input.Count, Groups: 1, IsCentered: true, input.Count, HasBias: true);
}
