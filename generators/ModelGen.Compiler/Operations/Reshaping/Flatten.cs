using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>All axes as one, in row-major order: a view, as that is how they lie.</summary>
public sealed record Flatten : View
{
    /// <inheritdoc/>
    public override string Name => nameof(Flatten);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Reshape(context.Input(0).Shape), context.OutputGradient)];
}
