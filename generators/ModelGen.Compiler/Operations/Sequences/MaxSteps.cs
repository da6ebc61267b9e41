using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The largest value over a sequence's steps, for each element.</summary>
public sealed record MaxSteps : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxSteps);

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
        [context.AddIfNeeded(0, new MaxStepsGradient(), context.OutputGradient, context.Input(0), context.Output(), context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf();
        var count = call.OutputShape().Count;
        for (var i = 0; i < call.Output().Length; i++)
        {
            var (sample, element) = (i / count, i % count);
            call.Output()[i] = Enumerable.Range(0, call.LengthOf(time, sample)).Max(step => call.Input(0)[(((sample * time.MaximumLength) + step) * count) + element]);
        }
    }

    /// <summary>What follows a sequence's end repeats no value of it after the first layer, so it is masked.</summary>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, count) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.For("element", count, out var element))
            {
                kernel.Write($"var largest = {vector.Load("input", (element * VectorWidth.Lanes) + lane)};");
                using (kernel.ForSteps(out var step))
                {
                    kernel.Write($"""
                        var x = {vector.Load("input", (((step * count) + element) * VectorWidth.Lanes) + lane)};
                        largest = {vector.Select(StepChoice.All.Mask(vector), $"{vector.Class}.Max(largest, x)", "largest")};
                        """);
                }

                kernel.Write($"{vector.Store("largest", "output", (element * VectorWidth.Lanes) + lane)};");
            }
        }
    }
}

/// <summary>The gradient of <see cref="MaxSteps"/>: the result's, at the first step that has the largest value.</summary>
public sealed record MaxStepsGradient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxStepsGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", "output", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[1];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var time = call.TimeOf(1);
        var count = call.OutputShape().Count;
        for (var i = 0; i < call.Input(0).Length; i++)
        {
            var (sample, element) = (i / count, i % count);
            var first = Enumerable.Range(0, call.LengthOf(time, sample)).First(step => call.Input(1)[(((sample * time.MaximumLength) + step) * count) + element] == call.Input(2)[i]);
            call.Output()[(((sample * time.MaximumLength) + first) * count) + element] = call.Input(0)[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, count) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime(1));
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.For("element", count, out var element))
            {
                kernel.Write($"""
                    var largest = {vector.Load("output", (element * VectorWidth.Lanes) + lane)};
                    var left = {vector.Load("outputGradient", (element * VectorWidth.Lanes) + lane)};
                    """);
                using (kernel.ForSteps(out var step))
                {
                    var place = kernel.Declare("place", (((step * count) + element) * VectorWidth.Lanes) + lane);
                    kernel.Write($"""
                        var isLargest = {vector.Compare("Equals", vector.Load("input", place), "largest")} & {StepChoice.All.Mask(vector)};
                        {vector.Store(vector.Select("isLargest", "left", vector.Zero), "inputGradient", place)};
                        left = {vector.Select("isLargest", vector.Zero, "left")};
                        """);
                }
            }
        }
    }
}
