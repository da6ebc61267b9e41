using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β for each channel; then the activation that was fused into it, if any. The mean and the variance are taken to be those of x over the batch: the
/// gradient rule covers how they depend on x, so they get no gradients of their own.
/// </summary>
public sealed record Normalize(float Epsilon, Elementwise? Activation = null) : ChannelMap
{
    /// <inheritdoc/>
    public override string Name => nameof(Normalize);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "mean", "variance", "weight", "bias"];

    /// <inheritdoc/>
    public override string Describe() => Activation is null ? Name : $"{Name} + {Activation.Describe()}";

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, mean, variance, weight, gradient) = (context.Input(0), context.Input(1), context.Input(2), context.Input(3), context.OutputGradient);
        var weightGradient = context.Add(new NormalizeWeightGradient(Epsilon), gradient, input, mean, variance);
        var biasGradient = context.Add(new BiasGradient(), gradient);
        var inputGradient = context.AddIfNeeded(0, new NormalizeInputGradient(Epsilon), gradient, input, mean, variance, weight, weightGradient, biasGradient, context.SampleWeight);
        return [inputGradient, null, null, weightGradient, biasGradient];
    }

    private protected override double Function(ReferenceCall call, int sample, int channel, int element)
    {
        var normalized = (call.Input(0)[element] - call.Input(1)[channel]) / Math.Sqrt(call.Input(2)[channel] + Epsilon);
        var result = (normalized * call.Input(3)[channel]) + call.Input(4)[channel];
        return Activation is null ? result : Activation.Function(result);
    }

    private protected override void EmitOperands(KernelWriter kernel, int positions, Offset channel, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var center = {vector.Broadcast(channel.In("mean"))};
            var scale = {vector.Broadcast($"{channel.In("weight")} / MathF.Sqrt({channel.In("variance")} + {Literals.Float(Epsilon)})")};
            var shift = {vector.Broadcast(channel.In("bias"))};
            """);
    }

    private protected override string Expression(VectorWidth vector, Offset offset) =>
        vector.MultiplyAdd($"{vector.Load("input", offset)} - center", "scale", "shift");

    private protected override Elementwise? FusedActivation => Activation;
}

/// <summary>The gradient of γ: dγ += Σ over samples and positions of dy·x̂, with x̂ = (x − μ)/√(σ² + ε).</summary>
public sealed record NormalizeWeightGradient(float Epsilon) : ChannelSum
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalizeWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "mean", "variance"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    private protected override double Term(ReferenceCall call, int sample, int channel, int element) =>
        call.Input(0)[element] * (call.Input(1)[element] - call.Input(2)[channel]) / Math.Sqrt(call.Input(3)[channel] + Epsilon);

    private protected override void EmitOperands(KernelWriter kernel, int tile, int positions, Offset channel, Offset lane)
    {
        for (var t = 0; t < tile; t++)
        {
            kernel.Write($"""
                var mean{t} = {kernel.Vector.Broadcast((channel + t).In("mean"))};
                var scale{t} = {kernel.Vector.Broadcast($"1f / MathF.Sqrt({(channel + t).In("variance")} + {Literals.Float(Epsilon)})")};
                """);
        }
    }

    private protected override string Add(KernelWriter kernel, string sum, int number, Offset offset) =>
        kernel.Vector.MultiplyAdd(kernel.Vector.Load("outputGradient", offset), $"{kernel.Vector.Load("input", offset)} - mean{number}", sum);

    private protected override string Result(string sum, int number) => $"{sum} * scale{number}";
}

/// <summary>
/// The gradient of what is normalized, μ's and σ²'s dependence on it included: dx = γ/√(σ² + ε)·(dy − w/positions·(dβ + x̂·dγ)), dβ and dγ being the sums over the whole batch and
/// w = 1 / batch.
/// </summary>
public sealed record NormalizeInputGradient(float Epsilon) : ChannelMap
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalizeInputGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "mean", "variance", "weight", "weightGradient", "biasGradient", "sampleWeight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    private protected override double Function(ReferenceCall call, int sample, int channel, int element)
    {
        var inverse = 1 / Math.Sqrt(call.Input(3)[channel] + Epsilon);
        var normalized = (call.Input(1)[element] - call.Input(2)[channel]) * inverse;
        var share = call.Input(7)[sample] * call.OutputShape()[0] / call.OutputShape().Count;
        return call.Input(4)[channel] * inverse * (call.Input(0)[element] - (share * (call.Input(6)[channel] + (normalized * call.Input(5)[channel]))));
    }

    private protected override void EmitOperands(KernelWriter kernel, int positions, Offset channel, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var inverse = 1f / MathF.Sqrt({channel.In("variance")} + {Literals.Float(Epsilon)});
            var center = {vector.Broadcast(channel.In("mean"))};
            var scale = {vector.Broadcast($"{channel.In("weight")} * inverse")};
            var slope = {vector.Broadcast($"{channel.In("weightGradient")} * inverse")};
            var level = {vector.Broadcast(channel.In("biasGradient"))};
            var share = {vector.Load("sampleWeight", lane)} * {vector.Constant(-1.0 / positions)};
            """);
    }

    private protected override string Expression(VectorWidth vector, Offset offset)
    {
        var common = vector.MultiplyAdd($"{vector.Load("input", offset)} - center", "slope", "level");
        return $"scale * {vector.MultiplyAdd("share", common, vector.Load("outputGradient", offset))}";
    }
}
