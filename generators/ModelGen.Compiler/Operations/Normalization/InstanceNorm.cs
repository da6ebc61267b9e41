using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y = (x − μ)/√(σ² + ε) with mean and biased variance of each channel of a sample (Ulyanov, Vedaldi and Lempitsky 2016); PyTorch's <c>InstanceNorm1d</c> to <c>3d</c> with their
/// defaults: nothing is learned, and no statistics run along.
/// </summary>
public sealed record InstanceNorm(float Epsilon = 1e-5f) : SampleNorm(Epsilon)
{
    /// <inheritdoc/>
    public override string Name => nameof(InstanceNorm);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    private protected override SampleGroups Layout(Shape input) => new(input.Count, input[0], IsCentered: true, Weights: 0, HasBias: false);
}
