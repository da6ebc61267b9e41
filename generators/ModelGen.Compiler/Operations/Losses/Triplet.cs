using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// max(0, d(a, p) − d(a, n) + margin) of an anchor a, a positive p and a negative n, with the distance d(x, y) = √Σ (xᵢ − yᵢ + ε)², ε = 1e-6 (Schroff, Kalenichenko and Philbin 2015);
/// PyTorch's <c>TripletMarginLoss</c>.
/// </summary>
public sealed record Triplet(float Margin = 1) : CompositeLoss
{
    private const float Epsilon = 1e-6f;

    /// <inheritdoc/>
    public override string Name => nameof(Triplet);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["anchor", "positive", "negative"];

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.NotNegative("margin", Margin);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Broadcasting.Infer(inputs) is { Problem: { } problem } ? problem : Shape.Of(1);

    private protected override Value Number(LoweringContext context)
    {
        var excess = context.Add(new Subtract(), Distance(context, context.Inputs[1]), Distance(context, context.Inputs[2]));
        return context.Add(new Relu(), context.Add(new WithConstant(new Add(), Margin, IsLeft: false), excess));
    }

    private static Value Distance(LoweringContext context, Value other)
    {
        var difference = context.Add(new WithConstant(new Add(), Epsilon, IsLeft: false), context.Add(new Subtract(), context.Inputs[0], other));
        return context.Add(new Sqrt(), context.Add(new Sum([]), context.Add(new Square(), difference)));
    }
}
