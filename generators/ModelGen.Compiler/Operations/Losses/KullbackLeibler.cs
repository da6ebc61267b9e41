using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The Kullback-Leibler divergence of independent normal distributions from the standard normal one, ½ Σ (e^v + m² − 1 − v), m being the means and v the logarithms of the variances
/// (Kingma and Welling 2014).
/// </summary>
public sealed record KullbackLeibler : CompositeLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(KullbackLeibler);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["mean", "logVariance"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Broadcasting.Infer(inputs) is { Problem: { } problem } ? problem : Shape.Of(1);

    private protected override Value Number(LoweringContext context)
    {
        var (mean, logVariance) = (context.Inputs[0], context.Inputs[1]);
        var spread = context.Add(new Subtract(), context.Add(new Exp(), logVariance), logVariance);
        var terms = context.Add(new WithConstant(new Subtract(), 1, IsLeft: false), context.Add(new Add(), context.Add(new Square(), mean), spread));
        return context.Add(new WithConstant(new Multiply(), 0.5f, IsLeft: false), context.Add(new Sum([]), terms));
    }
}
