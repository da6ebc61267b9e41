using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The operand itself, as if it were data: no gradient passes.</summary>
public sealed record StopGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(StopGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException("A view has no kernel.");
}
