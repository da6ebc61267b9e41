using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A value repeated to a larger shape.</summary>
/// <param name="Shape">The larger shape.</param>
/// <param name="IsPerSample">Whether the result exists once a sample, also where the operand exists once.</param>
public sealed record Broadcast(Shape Shape, bool IsPerSample = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Broadcast);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => $"Broadcast({string.Join(", ", Shape.Sizes)})";

    /// <inheritdoc/>
    public override Extent ResultExtent(IReadOnlyList<Value> inputs) => IsPerSample ? Extent.Sample : inputs[0].Extent;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Broadcasting.Infer([Shape, inputs[0]]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.Needs(0) ? Broadcasting.Reduce(context, 0, context.OutputGradient) : null];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"{inputs[0].Shape.ToShortString()} repeated to {Shape.ToShortString()}";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = call.Input(0)[Broadcasting.ReferenceElement(call, 0, i)];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => BroadcastKernel.Emit(kernel, this, (_, operands) => operands[0]);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(1, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => BroadcastKernel.EmitStraight(code, (_, operands) => operands[0]);
}
