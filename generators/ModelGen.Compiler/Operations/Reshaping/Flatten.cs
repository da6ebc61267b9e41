using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>All axes as one, in row-major order: a view, as that is how they lie.</summary>
public sealed record Flatten : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Flatten);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Count);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Reshape(context.Input(0).Shape), context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException("A view has no kernel.");
}
