using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The sum over a sequence's steps, added up in their order, or one of them.</summary>
/// <param name="Steps">The steps.</param>
public sealed record StepReduction(StepChoice Steps) : Operation
{
    /// <inheritdoc/>
    public override string Name => Steps == StepChoice.All ? "SumSteps" : $"{Steps}Step";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [0];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new StepSpread(Steps, context.Input(0).Time!), context.OutputGradient, context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var count = call.OutputShape().Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            for (var i = 0; i < time.MaximumLength * count; i++)
            {
                call.Output()[(sample * count) + (i % count)] += Steps.Has(i / count, call.LengthOf(time, sample)) ? call.Input(0)[(sample * time.MaximumLength * count) + i] : 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, count) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.For("element", count, out var element))
            {
                kernel.Write($"var sum = {vector.Zero};");
                using (kernel.ForSteps(out var step))
                {
                    kernel.Write($"var x = {vector.Load("input", (((step * count) + element) * VectorWidth.Lanes) + lane)};");
                    kernel.Write($"sum = {vector.Select(Steps.Mask(vector), Steps == StepChoice.All ? "sum + x" : "x", "sum")};");
                }

                kernel.Write($"{vector.Store("sum", "output", (element * VectorWidth.Lanes) + lane)};");
            }
        }
    }
}

/// <summary>The gradient of <see cref="StepReduction"/>: what a sample has one of, at each of the steps; 0 elsewhere.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Time">The time axis.</param>
public sealed record StepSpread(StepChoice Steps, TimeAxis Time) : Operation
{
    /// <inheritdoc/>
    public override string Name => new StepReduction(Steps).Name + "Gradient";

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var count = call.OutputShape().Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            for (var i = 0; i < Time.MaximumLength * count; i++)
            {
                call.Output()[(sample * Time.MaximumLength * count) + i] = Steps.Has(i / count, call.LengthOf(Time, sample)) ? call.Input(0)[(sample * count) + (i % count)] : 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, count) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(Time);
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.ForSteps(out var step))
            {
                kernel.Write($"var isMeant = {Steps.Mask(vector)};");
                using (kernel.For("element", count, out var element))
                {
                    kernel.Write($"var dy = {vector.Load("outputGradient", (element * VectorWidth.Lanes) + lane)};");
                    kernel.Write($"{vector.Store(vector.Select("isMeant", "dy", vector.Zero), "inputGradient", (((step * count) + element) * VectorWidth.Lanes) + lane)};");
                }
            }
        }
    }
}
