using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Batch normalization with known statistics as scale = γ/√(σ² + ε) and shift = β − μ·scale: once for each version of the parameters.</summary>
public sealed record BatchNormCoefficients(float Epsilon) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchNormCoefficients);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["weight", "bias", "mean", "variance"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["scale", "shift"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new Shape[] { inputs[0], inputs[0] };

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Batch normalization of {outputs[0].Shape.Count} channels as scale and shift";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (weight, bias, mean, variance, scale, shift) = (call.Input(0), call.Input(1), call.Input(2), call.Input(3), call.Output(0), call.Output(1));
        for (var channel = 0; channel < scale.Length; channel++)
        {
            scale[channel] = weight[channel] / Math.Sqrt(variance[channel] + Epsilon);
            shift[channel] = bias[channel] - (mean[channel] * scale[channel]);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("channel", kernel.Size("Channels", kernel.OutputShape().Count), out var channel))
        {
            kernel.Write($"""
                var factor = {channel.In("weight")} / MathF.Sqrt({channel.In("variance")} + {Literals.Float(Epsilon)});
                {channel.In("scale")} = factor;
                {channel.In("shift")} = MathF.FusedMultiplyAdd(-{channel.In("mean")}, factor, {channel.In("bias")});
                """);
        }
    }
}
