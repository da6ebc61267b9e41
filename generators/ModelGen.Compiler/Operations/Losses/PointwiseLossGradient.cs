using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a pointwise loss: dy = ∂f/∂y · dLoss / outputs, or that of the target, dt = ∂f/∂t · dLoss / outputs.</summary>
public sealed record PointwiseLossGradient(PointwiseLoss Loss, bool IsOfTarget = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => Loss.Name + (IsOfTarget ? "TargetGradient" : "Gradient");

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Loss);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["prediction", "target", "lossGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [IsOfTarget ? "targetGradient" : "predictionGradient"];

    /// <inheritdoc/>
    public override int InPlaceInput => IsOfTarget ? 1 : 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, lossGradient, gradient) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        var outputs = call.OutputShape().Count;
        for (var i = 0; i < gradient.Length; i++)
        {
            gradient[i] = (IsOfTarget ? Loss.TargetDerivative(prediction[i], target[i]) : Loss.Derivative(prediction[i], target[i])) * lossGradient[i / outputs] / outputs;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var outputs = kernel.OutputShape().Count;
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var scale = {PointwiseLoss.Mean(vector.Load("lossGradient", lane), outputs, vector)};");
            using (kernel.For("output", outputs, out var output))
            {
                kernel.Write($"""
                    var y = {vector.Load("prediction", (output * VectorWidth.Lanes) + lane)};
                    var t = {vector.Load("target", (output * VectorWidth.Lanes) + lane)};
                    {vector.Store($"({Derivative(vector, "y", "t")}) * scale", OutputNames[0], (output * VectorWidth.Lanes) + lane)};
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
            code.Define(0, output, $"({Derivative(code.Vector, code.Input(0, output), code.Input(1, output))}) * {scale}");
        }
    }

    private string Derivative(VectorWidth vector, string y, string t) => IsOfTarget ? Loss.TargetVectorDerivative(vector, y, t) : Loss.VectorDerivative(vector, y, t);
}
