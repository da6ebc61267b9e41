using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>xᵢ − ln Σⱼ e^xⱼ along the first axis.</summary>
public sealed record LogSoftmax : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(LogSoftmax);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <summary>The sum is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new LogSoftmaxGradient(), context.OutputGradient, context.Output())];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        foreach (var group in ClassAxis.Of(call.OutputShape()).Groups(call.Batch))
        {
            var largest = group.Max(i => input[i]);
            var logarithm = Math.Log(group.Sum(i => Math.Exp(input[i] - largest)));
            foreach (var i in group)
            {
                output[i] = input[i] - largest - logarithm;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var axis = ClassAxis.Of(kernel.OutputShape());
        var vector = kernel.Vector;
        axis.ForPositions(kernel, (position, lane) =>
        {
            axis.EmitLargest(kernel, "input", position, lane);
            kernel.Write($"var sum = {vector.Zero};");
            using (kernel.For("classIndex", axis.Classes, out var classIndex))
            {
                kernel.Write($"sum += VectorMath.Exp({vector.Load("input", axis.Offset(classIndex, position, lane))} - largest);");
            }

            kernel.Write("var logarithm = VectorMath.Log(sum);");
            using (kernel.For("classIndex", axis.Classes, out var classIndex))
            {
                kernel.Write($"{vector.Store($"{vector.Load("input", axis.Offset(classIndex, position, lane))} - largest - logarithm", "output", axis.Offset(classIndex, position, lane))};");
            }
        });
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (ClassAxis.ExponentialCost + 5) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var axis = ClassAxis.Of(code.OutputShape());
        for (var position = 0; position < axis.Positions; position++)
        {
            var largest = axis.EmitLargest(code, position);
            var sum = code.Local("sum", code.Vector.Zero);
            for (var i = 0; i < axis.Classes; i++)
            {
                code.Assign(sum, $"{sum} + VectorMath.Exp({code.Input(0, axis.Element(i, position))} - {largest})");
            }

            var logarithm = code.Local("logarithm", $"VectorMath.Log({sum})");
            for (var i = 0; i < axis.Classes; i++)
            {
                code.Define(0, axis.Element(i, position), $"{code.Input(0, axis.Element(i, position))} - {largest} - {logarithm}");
            }
        }
    }
}

/// <summary>The gradient of the logarithm of softmax: dxᵢ = dyᵢ − e^yᵢ·Σⱼ dyⱼ.</summary>
public sealed record LogSoftmaxGradient : ClassAxisGradient
{
    /// <inheritdoc/>
    public override string Name => nameof(LogSoftmaxGradient);

    private protected override double Term(double dy, double y) => dy;

    private protected override double Result(double dy, double y, double sum) => dy - (Math.Exp(y) * sum);

    private protected override string Add(VectorWidth vector, string sum, string dy, string y) => $"{sum} + {dy}";

    private protected override string Result(VectorWidth vector, string dy, string y, string sum) => vector.MultiplyAdd($"-VectorMath.Exp({y})", sum, dy);
}
