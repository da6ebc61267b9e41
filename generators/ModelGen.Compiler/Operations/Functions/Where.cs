using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The second operand where the condition is not 0, elsewhere the third; all three are broadcast. The condition has no gradient.</summary>
public sealed record Where : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Where);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["condition", "whereTrue", "whereFalse"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Broadcasting.Infer(inputs);

    /// <summary>The gradient goes where the value came from.</summary>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
    [
        null,
        context.Needs(1) ? Broadcasting.Reduce(context, 1, context.Add(this, context.Input(0), context.OutputGradient, context.Add(new Constant(0)))) : null,
        context.Needs(2) ? Broadcasting.Reduce(context, 2, context.Add(this, context.Input(0), context.Add(new Constant(0)), context.OutputGradient)) : null,
    ];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            var chosen = call.Input(0)[Broadcasting.ReferenceElement(call, 0, i)] != 0 ? 1 : 2;
            call.Output()[i] = call.Input(chosen)[Broadcasting.ReferenceElement(call, chosen, i)];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => BroadcastKernel.Emit(kernel, this, Formula);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => BroadcastKernel.StraightCost(2, outputs);

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => BroadcastKernel.EmitStraight(code, Formula);

    private static string Formula(VectorWidth vector, string[] operands) => vector.Select(vector.Compare("Equals", operands[0], vector.Zero), operands[2], operands[1]);
}
