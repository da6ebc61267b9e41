using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime;

namespace ModelGen.Compiler.Operations;

/// <summary>0 where a value is dropped and 1/(1 − rate) where it is kept. A constant to the gradient.</summary>
public sealed record DropoutMask(float Rate, int Index, Shape Shape, int Slot = -1, TimeAxis? Time = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(DropoutMask);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["mask"];

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"DropoutMask({Rate})");

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        FormattableString.Invariant($"{Shape.ToShortString()}: 0 with probability {Rate}, otherwise {Kept}");

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (mask, elements) = (call.Output(), call.Node.Outputs[0].Elements);
        for (var i = 0; i < mask.Length; i++)
        {
            var uniform = Philox.Uniform(call.Data.Seed, call.Data.Step, (uint)(i / elements), (uint)Index, i % elements);
            mask[i] = uniform < Rate ? 0 : Kept;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var rate = {Hyperparameter.Expression(Rate, Slot)};
            var kept = {vector.Broadcast("(float)(1 / (1 - (double)rate))")};
            RandomLanes.FillUniform(ref mask, {(Time is null ? $"{Shape.Count}" : $"block.Steps({Time.Lengths}) * {Shape.Count}")}, block.Seed, block.Step, (uint)block.FirstSample, {Index});
            """);
        using (kernel.ForVectors(Shape.Count, Time, out var i))
        {
            var isDropped = vector.Compare("LessThan", vector.Load("mask", i), vector.Broadcast("rate"));
            kernel.Write($"{vector.Store(vector.Select(isDropped, vector.Zero, "kept"), "mask", i)};");
        }
    }

    private float Kept => (float)(1 / (1 - (double)Rate));
}
