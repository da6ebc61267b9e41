using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A gradient along the first axis that needs one sum over it: dxᵢ = g(dyᵢ, yᵢ, Σⱼ f(dyⱼ, yⱼ)).</summary>
public abstract record ClassAxisGradient : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "output"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <summary>The sum is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <summary>f.</summary>
    private protected abstract double Term(double dy, double y);

    /// <summary>g.</summary>
    private protected abstract double Result(double dy, double y, double sum);

    /// <summary>The sum plus f, as an expression over vectors.</summary>
    private protected abstract string Add(VectorWidth vector, string sum, string dy, string y);

    /// <summary>g as an expression over vectors.</summary>
    private protected abstract string Result(VectorWidth vector, string dy, string y, string sum);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, output, inputGradient) = (call.Input(0), call.Input(1), call.Output());
        foreach (var group in ClassAxis.Of(call.OutputShape()).Groups(call.Batch))
        {
            var sum = group.Sum(i => Term(outputGradient[i], output[i]));
            foreach (var i in group)
            {
                inputGradient[i] = Result(outputGradient[i], output[i], sum);
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
            kernel.Write($"var sum = {vector.Zero};");
            using (kernel.For("classIndex", axis.Classes, out var classIndex))
            {
                Load(axis.Offset(classIndex, position, lane));
                kernel.Write($"sum = {Add(vector, "sum", "dy", "y")};");
            }

            using (kernel.For("classIndex", axis.Classes, out var classIndex))
            {
                var offset = axis.Offset(classIndex, position, lane);
                Load(offset);
                kernel.Write($"{vector.Store(Result(vector, "dy", "y", "sum"), "inputGradient", offset)};");
            }
        });

        void Load(Offset offset) => kernel.Write($"""
            var dy = {vector.Load("outputGradient", offset)};
            var y = {vector.Load("output", offset)};
            """);
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (ClassAxis.ExponentialCost + 4) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var axis = ClassAxis.Of(code.OutputShape());
        for (var position = 0; position < axis.Positions; position++)
        {
            var sum = code.Local("sum", code.Vector.Zero);
            for (var i = 0; i < axis.Classes; i++)
            {
                code.Assign(sum, Add(code.Vector, sum, code.Input(0, axis.Element(i, position)), code.Input(1, axis.Element(i, position))));
            }

            for (var i = 0; i < axis.Classes; i++)
            {
                code.Define(0, axis.Element(i, position), Result(code.Vector, code.Input(0, axis.Element(i, position)), code.Input(1, axis.Element(i, position)), sum));
            }
        }
    }
}
