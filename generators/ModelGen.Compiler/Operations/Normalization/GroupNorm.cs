using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β with mean and biased variance of each group of neighbouring channels (Wu and He 2018), γ and β being the channel's; PyTorch's <c>GroupNorm</c>.
/// </summary>
public sealed record GroupNorm(int Groups, float Epsilon = 1e-5f) : SampleNorm(Epsilon)
{
    /// <inheritdoc/>
    public override string Name => nameof(GroupNorm);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight", "bias"];

    /// <inheritdoc/>
    public override int WeightCount => 2;

    /// <inheritdoc/>
    public override string Describe() => $"GroupNorm({Groups})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("groups", Groups, 1) ?? base.Validate();

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0][0] % Groups == 0
        ? base.Infer(inputs)
        : Problem.Of(Rules.GroupsDoNotDivideChannels, Groups.ToString(CultureInfo.InvariantCulture), inputs[0][0].ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var channels = Shape.Of(inputs[0][0]);
        return [new Weight("weight", channels, Initial.Ones), new Weight("bias", channels, Initial.Zeros)];
    }

    private protected override SampleGroups Layout(Shape input) => new(input.Count, Groups, IsCentered: true, input[0], HasBias: true);
}
