using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A weight, each of the output's channels multiplied by that channel's scale.</summary>
/// <param name="Axis">The weight's axis of the output's channels.</param>
public sealed record ScaledWeight(int Axis = 0) : Operation
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
            scaled[i] = weight[i] * scale[i / Connections(call.OutputShape()) % scale.Length];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var shape = kernel.OutputShape();
        var channels = kernel.Size("Channels", shape[Axis]);
        var connections = kernel.Size("Connections", Connections(shape));
        using (kernel.For("input", shape.Count / channels.Value / connections.Value, out var input))
        using (kernel.For("channel", channels, out var channel))
        using (kernel.For("connection", connections, out var connection))
        {
            var i = kernel.Declare("i", (((input * channels) + channel) * connections) + connection);
            kernel.Write($"{i.In("scaled")} = {i.In("weight")} * {channel.In("scale")};");
        }
    }

    /// <summary>Weights of one channel that lie side by side.</summary>
    private int Connections(Shape weight) => weight.Sizes.Skip(Axis + 1).Aggregate(1, (count, size) => count * size);
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

/// <summary>A transposed convolution, which is a convolution's input gradient with a bias: the second axis of its weight is the output's channels.</summary>
internal sealed class TransposedScale(ConvolutionInputGradient convolution) : IAbsorbsScale
{
    /// <inheritdoc/>
    public Value Absorb(Func<Operation, IReadOnlyList<Value>, Value> add, IReadOnlyList<Value> inputs, Value scale, Value shift)
    {
        var weight = add(new ScaledWeight(Axis: 1), [inputs[1], scale]);
        var bias = convolution.HasBias ? add(new FoldedBias(), [inputs[2], scale, shift]) : shift;
        return add(convolution with { HasBias = true }, [inputs[0], weight, bias]);
    }
}
