using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a dense layer's input: dx = Wᵀ·dy.</summary>
public sealed record DenseInputGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(DenseInputGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "weight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[1][1]);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[1].Shape.Count;

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleDenseInputGradient(Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, weight, inputGradient) = (call.Input(0), call.Input(1), call.Output());
        var (units, features) = (call.InputShape(1)[0], call.InputShape(1)[1]);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            for (var unit = 0; unit < units; unit++)
            {
                for (var feature = 0; feature < features; feature++)
                {
                    inputGradient[(sample * features) + feature] += weight[(unit * features) + feature] * outputGradient[(sample * units) + unit];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (units, features) = (kernel.InputShape(1)[0], kernel.InputShape(1)[1]);
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            foreach (var tiles in Tiling.Split(features, vector.Registers - 4, preferred: vector.Bits == 512 ? 16 : 12))
            {
                using (kernel.For("feature", tiles, out var feature))
                {
                    kernel.Write($"ref var weights = ref {feature.In("weight")};");
                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Write($"var sum{t} = {vector.Zero};");
                    }

                    using (kernel.For("unit", units, out var unit))
                    {
                        kernel.Write($"var dy = {vector.Load("outputGradient", (unit * VectorWidth.Lanes) + lane)};");
                        for (var t = 0; t < tiles.Size; t++)
                        {
                            kernel.Write($"sum{t} = {vector.MultiplyAdd(vector.Broadcast(((unit * features) + t).In("weights")), "dy", $"sum{t}")};");
                        }
                    }

                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Epilogue.Store($"sum{t}", "inputGradient", ((feature + t) * VectorWidth.Lanes) + lane);
                    }
                }
            }

            kernel.Epilogue.Write("inputGradient", lane, features, VectorWidth.Lanes);
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[1].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var (units, features) = (code.InputShape(1)[0], code.InputShape(1)[1]);
        for (var feature = 0; feature < features; feature++)
        {
            var sum = code.Local("sum", $"{code.Input(1, feature)} * {code.Input(0, 0)}");
            for (var unit = 1; unit < units; unit++)
            {
                code.Assign(sum, code.Vector.MultiplyAdd(code.Input(1, (unit * features) + feature), code.Input(0, unit), sum));
            }

            code.Define(0, feature, sum);
        }
    }
}
