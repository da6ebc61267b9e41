using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The operand itself, as if it were data: no gradient passes.</summary>
public sealed record StopGradient : View
{
    /// <inheritdoc/>
    public override string Name => nameof(StopGradient);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [null];
}
