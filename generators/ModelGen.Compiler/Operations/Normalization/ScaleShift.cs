using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>y = x·scale + shift for each channel (index of the first axis); then the activation that was fused into it, if any.</summary>
public sealed record ScaleShift(Elementwise? Activation = null) : ChannelMap, IScale
{
    /// <inheritdoc/>
    public override string Name => nameof(ScaleShift);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "scale", "shift"];

    /// <inheritdoc/>
    public override string Describe() => Activation is null ? Name : $"{Name} + {Activation.Describe()}";

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    private protected override double Function(ReferenceCall call, int sample, int channel, int element)
    {
        var result = (call.Input(0)[element] * call.Input(1)[channel]) + call.Input(2)[channel];
        return Activation is null ? result : Activation.Function(result);
    }

    private protected override void EmitOperands(KernelWriter kernel, int positions, Offset channel, Offset lane) => kernel.Write($"""
        var factor = {kernel.Vector.Broadcast(channel.In("scale"))};
        var addend = {kernel.Vector.Broadcast(channel.In("shift"))};
        """);

    private protected override string Expression(VectorWidth vector, Offset offset) =>
        vector.MultiplyAdd(vector.Load("input", offset), "factor", "addend");

    private protected override Elementwise? FusedActivation => Activation;

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (1 + (Activation?.Cost ?? 0)) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var positions = code.OutputShape().Count / code.OutputShape()[0];
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            var sum = code.Local("sum", code.Vector.MultiplyAdd(code.Input(0, element), code.Input(1, element / positions), code.Input(2, element / positions)));
            code.Define(0, element, Activation is null ? sum : Activation.Vector(code.Vector, sum));
        }
    }
}
