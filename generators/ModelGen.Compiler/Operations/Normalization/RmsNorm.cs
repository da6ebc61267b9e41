using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>y = γ·x/√(mean of x² + ε) over all of a sample's values (Zhang and Sennrich 2019); PyTorch's <c>RMSNorm</c> of the whole shape.</summary>
public sealed record RmsNorm(float Epsilon = 1e-5f) : SampleNorm(Epsilon)
{
    /// <inheritdoc/>
    public override string Name => nameof(RmsNorm);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) => [new Weight("weight", inputs[0], Initial.Ones)];

    private protected override SampleGroups Layout(Shape input) => new(input.Count, Groups: 1, IsCentered: false, input.Count, HasBias: false);
}
