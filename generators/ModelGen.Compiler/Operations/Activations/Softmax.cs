using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>e^xᵢ / Σⱼ e^xⱼ along the first axis.</summary>
public sealed record Softmax : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Softmax);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <summary>The largest value is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new SoftmaxGradient(), context.OutputGradient, context.Output())];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, output) = (call.Input(0), call.Output());
        foreach (var group in ClassAxis.Of(call.OutputShape()).Groups(call.Batch))
        {
            var largest = group.Max(i => input[i]);
            var sum = group.Sum(i => Math.Exp(input[i] - largest));
            foreach (var i in group)
            {
                output[i] = Math.Exp(input[i] - largest) / sum;
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
                kernel.Write($"""
                    var exponential = VectorMath.Exp({vector.Load("input", axis.Offset(classIndex, position, lane))} - largest);
                    {vector.Store("exponential", "output", axis.Offset(classIndex, position, lane))};
                    sum += exponential;
                    """);
            }

            using (kernel.For("classIndex", axis.Classes, out var classIndex))
            {
                kernel.Write($"{vector.Store($"{vector.Load("output", axis.Offset(classIndex, position, lane))} / sum", "output", axis.Offset(classIndex, position, lane))};");
            }
        });
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (ClassAxis.ExponentialCost + 4) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var axis = ClassAxis.Of(code.OutputShape());
        for (var position = 0; position < axis.Positions; position++)
        {
            var largest = axis.EmitLargest(code, position);
            var sum = code.Local("sum", code.Vector.Zero);
            var exponentials = new string[axis.Classes];
            for (var i = 0; i < axis.Classes; i++)
            {
                exponentials[i] = code.Local("exponential", $"VectorMath.Exp({code.Input(0, axis.Element(i, position))} - {largest})");
                code.Assign(sum, $"{sum} + {exponentials[i]}");
            }

            for (var i = 0; i < axis.Classes; i++)
            {
                code.Define(0, axis.Element(i, position), $"{exponentials[i]} / {sum}");
            }
        }
    }
}

/// <summary>The gradient of softmax: dxᵢ = yᵢ(dyᵢ − Σⱼ dyⱼ·yⱼ).</summary>
public sealed record SoftmaxGradient : ClassAxisGradient
{
    /// <inheritdoc/>
    public override string Name => nameof(SoftmaxGradient);

    private protected override double Term(double dy, double y) => dy * y;

    private protected override double Result(double dy, double y, double sum) => y * (dy - sum);

    private protected override string Add(VectorWidth vector, string sum, string dy, string y) => vector.MultiplyAdd(dy, y, sum);

    private protected override string Result(VectorWidth vector, string dy, string y, string sum) => $"{y} * ({dy} - {sum})";
}
