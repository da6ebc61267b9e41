using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The product of two values of one shape, element by element.</summary>
public sealed record Multiply : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Multiply);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["left", "right"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
    [
        context.AddIfNeeded(0, new Multiply(), context.OutputGradient, context.Input(1)),
        context.AddIfNeeded(1, new Multiply(), context.OutputGradient, context.Input(0)),
    ];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (left, right, output) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = left[i] * right[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.For("i", 0, kernel.OutputShape().Count * VectorWidth.Lanes, vector.Count))
        {
            kernel.Write($"{vector.Store($"({vector.Load("left", "i")} * {vector.Load("right", "i")})", "output", "i")};");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            code.Define(0, element, $"{code.Input(0, element)} * {code.Input(1, element)}");
        }
    }
}
