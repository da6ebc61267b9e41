using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>From <see cref="Sixteens"/> to an element in each sixteen lanes, for operations that have a kernel for batches alone.</summary>
/// <param name="Shape">The value's shape.</param>
/// <param name="AreZero">Whether lanes without a sample are zero, as a gradient's are; otherwise they repeat the sample, so that they are finite where it is.</param>
public sealed record ToLanes(Shape Shape, bool AreZero) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(ToLanes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"{Shape.ToShortString()} of one sample, side by side → lane 0 of {Shape.ToShortString()}[16], {(AreZero ? "zero" : "repeated")} in the others";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.For("i", kernel.Size("Elements", Shape.Count), out var i))
        {
            var lanes = AreZero ? $"{vector.Class}.CreateScalar({i.In("input")})" : vector.Broadcast(i.In("input"));
            kernel.Write($"{vector.Store(lanes, "output", i * VectorWidth.Lanes)};");
        }
    }
}

/// <summary>From lane 0 of each element to <see cref="Sixteens"/>.</summary>
public sealed record FromLanes : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(FromLanes);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Sixteens.Of(inputs[0]);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Lane 0 of {inputs[0].Shape.ToShortString()}[16] → side by side";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write($"Lanes.Store(ref input, {(Offset)kernel.Size("Elements", kernel.InputShape().Count)}, 1, ref output);");
}
