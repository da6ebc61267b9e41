using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a pointwise loss: dy = ∂f/∂y · dLoss / outputs.</summary>
public sealed record PointwiseLossGradient(PointwiseLoss Loss) : Operation
{
    /// <inheritdoc/>
    public override string Name => Loss.Name + "Gradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["prediction", "target", "lossGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["predictionGradient"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, lossGradient, predictionGradient) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        var outputs = call.OutputShape().Count;
        for (var i = 0; i < predictionGradient.Length; i++)
        {
            predictionGradient[i] = Loss.Derivative(prediction[i], target[i]) * lossGradient[i / outputs] / outputs;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var outputs = kernel.OutputShape().Count;
        var vector = kernel.Vector;
        using (kernel.ForSlices())
        {
            kernel.Write($"var scale = {PointwiseLoss.Mean(vector.Load("lossGradient", "lane"), outputs, vector)};");
            using (kernel.For("output", outputs))
            {
                kernel.Write($"""
                    var y = {vector.Load("prediction", $"output * {VectorWidth.Lanes} + lane")};
                    var t = {vector.Load("target", $"output * {VectorWidth.Lanes} + lane")};
                    {vector.Store($"(({Loss.VectorDerivative(vector, "y", "t")}) * scale)", "predictionGradient", $"output * {VectorWidth.Lanes} + lane")};
                    """);
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (Loss.Cost + 1) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var outputs = code.OutputShape().Count;
        var scale = code.Local("scale", PointwiseLoss.Mean(code.Input(2, 0), outputs, code.Vector));
        for (var output = 0; output < outputs; output++)
        {
            code.Define(0, output, $"({Loss.VectorDerivative(code.Vector, code.Input(0, output), code.Input(1, output))}) * {scale}");
        }
    }
}
