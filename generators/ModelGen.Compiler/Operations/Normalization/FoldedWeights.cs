using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>A weight whose first axis is the output's channels, each multiplied by that channel's scale.</summary>
public sealed record ScaledWeight : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(ScaledWeight);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["weight", "scale"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["scaled"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Weight {outputs[0].Shape.ToShortString()}, scaled by channel";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (weight, scale, scaled) = (call.Input(0), call.Input(1), call.Output());
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = weight[i] * scale[i / (scaled.Length / scale.Length)];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var channels = kernel.Size("Channels", kernel.OutputShape()[0]);
        var connections = kernel.Size("Connections", kernel.OutputShape().Count / channels.Value);
        using (kernel.For("channel", channels, out var channel))
        using (kernel.For("connection", connections, out var connection))
        {
            var i = kernel.Declare("i", (channel * connections) + connection);
            kernel.Write($"{i.In("scaled")} = {i.In("weight")} * {channel.In("scale")};");
        }
    }
}

/// <summary>The bias of a layer that a scale and shift of its output was folded into: b·scale + shift. Where the layer had no bias, that is the shift.</summary>
public sealed record FoldedBias : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(FoldedBias);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["bias", "scale", "shift"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["folded"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Bias {outputs[0].Shape.ToShortString()}, scaled and shifted by channel";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (bias, scale, shift, folded) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        for (var channel = 0; channel < folded.Length; channel++)
        {
            folded[channel] = (bias[channel] * scale[channel]) + shift[channel];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("channel", kernel.Size("Channels", kernel.OutputShape().Count), out var channel))
        {
            kernel.Write($"{channel.In("folded")} = MathF.FusedMultiplyAdd({channel.In("bias")}, {channel.In("scale")}, {channel.In("shift")});");
        }
    }
}
