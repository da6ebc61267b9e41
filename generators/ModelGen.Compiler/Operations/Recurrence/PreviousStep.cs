using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>At each step the value of the one before; at the first an initial one, or 0. Of states that go from the last step to the first, the one after.</summary>
/// <param name="IsReversed">Whether the order is from the last to the first.</param>
/// <param name="HasInitial">Whether the initial value is given.</param>
public sealed record PreviousStep(bool IsReversed, bool HasInitial = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PreviousStep);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasInitial ? ["input", "initial"] : ["input"];

    /// <inheritdoc/>
    public override string Describe() => IsReversed ? "PreviousStep(reversed)" : Name;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var count = call.OutputShape().Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            foreach (var (step, previous) in Recurrence.Order(sample * time.MaximumLength, call.LengthOf(time, sample), IsReversed).Where(pair => pair.Previous >= 0 || HasInitial))
            {
                (previous >= 0 ? call.Input(0).AsSpan(previous * count, count) : call.Input(1).AsSpan(sample * count, count)).CopyTo(call.Output().AsSpan(step * count, count));
            }
        }
    }

    /// <summary>What is beyond a sequence's end is the initial state where the order is reversed, and read by nobody where it is not.</summary>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, count) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime());
        kernel.Write($"ref var start = ref {(IsReversed ? ((Offset)"(steps - 1)" * (count * VectorWidth.Lanes)).In("output") : "output")};");
        using (kernel.ForVectors(count, out var i))
        {
            kernel.Write($"{vector.Store(HasInitial ? vector.Load("initial", i) : vector.Zero, "start", i)};");
        }

        var (from, to) = IsReversed ? (count, 0) : (0, count);
        kernel.Write($"Lanes.Copy(ref {((Offset)from * VectorWidth.Lanes).In("input")}, (steps - 1) * {count * VectorWidth.Lanes}, ref {((Offset)to * VectorWidth.Lanes).In("output")});");
    }
}
