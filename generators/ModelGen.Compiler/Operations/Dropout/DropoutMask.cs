using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;
using ModelGen.Runtime;

namespace ModelGen.Compiler.Operations;

/// <summary>0 where a value is dropped and 1/(1 − rate) where it is kept. A constant to the gradient.</summary>
public sealed record DropoutMask(float Rate, int Index, Shape Shape, int Slot = -1) : Operation
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
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        FormattableString.Invariant($"{Shape.ToShortString()}: 0 with probability {Rate}, otherwise {Kept}");

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var mask = call.Output();
        for (var i = 0; i < mask.Length; i++)
        {
            var uniform = Philox.Uniform(call.Data.Seed, call.Data.Step, (uint)(i / Shape.Count), (uint)Index, i % Shape.Count);
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
            RandomLanes.FillUniform(ref mask, {Shape.Count}, block.Seed, block.Step, (uint)block.FirstSample, {Index});
            """);
        using (kernel.ForVectors(Shape.Count, out var i))
        {
            var isDropped = vector.Compare("LessThan", vector.Load("mask", i), vector.Broadcast("rate"));
            kernel.Write($"{vector.Store(vector.Select(isDropped, vector.Zero, "kept"), "mask", i)};");
        }
    }

    private float Kept => (float)(1 / (1 - (double)Rate));
}
