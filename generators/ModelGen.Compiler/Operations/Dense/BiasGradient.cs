using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a bias that stands once for each first-axis index (unit or channel): db += Σ over samples and positions of dy.</summary>
public sealed record BiasGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(BiasGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["biasGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0][0]);

    /// <summary>One vector of sixteen partial sums for each bias.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes * inputs[0].Shape[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, biasGradient) = (call.Input(0), call.Output());
        var positions = call.InputShape(0).Count / biasGradient.Length;
        for (var i = 0; i < outputGradient.Length; i++)
        {
            biasGradient[i / positions % biasGradient.Length] += outputGradient[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var biases = kernel.OutputShape().Count;
        var positions = kernel.InputShape().Count / biases;
        var vector = kernel.Vector;
        using (kernel.For("bias", biases))
        {
            using (kernel.For("lane", 0, VectorWidth.Lanes, vector.Count))
            {
                kernel.Write($"var sum = {vector.Zero};");
                using (kernel.For("position", positions))
                {
                    kernel.Write($"sum += {vector.Load("outputGradient", $"(bias * {positions} + position) * {VectorWidth.Lanes} + lane")};");
                }

                kernel.Write($"{vector.Store("sum", "workspace", $"bias * {VectorWidth.Lanes} + lane")};");
            }
        }

        kernel.Write($"Lanes.AddSums(ref workspace, {biases}, ref biasGradient);");
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var positions = code.InputShape().Count / code.OutputShape().Count;
        for (var bias = 0; bias < code.OutputShape().Count; bias++)
        {
            var sum = code.Local("sum", code.Input(0, bias * positions));
            for (var position = 1; position < positions; position++)
            {
                code.Assign(sum, $"{sum} + {code.Input(0, (bias * positions) + position)}");
            }

            code.Accumulate(0, bias, sum);
        }
    }
}
