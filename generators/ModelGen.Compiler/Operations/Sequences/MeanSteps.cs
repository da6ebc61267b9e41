using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over a sequence's steps.</summary>
public sealed record MeanSteps : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(MeanSteps);

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
    public override IReadOnlyList<Value> Lower(LoweringContext context) =>
        [context.Add(new LengthQuotient(), context.Add(new StepReduction(StepChoice.All), context.Inputs), context.Inputs[1])];
}

/// <summary>Values divided by the number of their sample's steps.</summary>
public sealed record LengthQuotient : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(LengthQuotient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, this, context.OutputGradient, context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = call.Input(0)[i] / call.Input(1)[i / call.OutputShape().Count];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write("// Lanes without a sample have no length.");
            kernel.Write($"var length = {vector.Class}.ConvertToSingle({vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One));");
            using (kernel.For("element", kernel.OutputShape().Count, out var element))
            {
                var place = (element * VectorWidth.Lanes) + lane;
                kernel.Write($"{vector.Store($"({vector.Load("input", place)} / length)", "output", place)};");
            }
        }
    }
}

/// <summary>Sums over steps, scaled such that their mean over the samples is the mean over all steps of the batch.</summary>
/// <param name="Time">The time axis.</param>
public sealed record BatchStepScale(TimeAxis Time) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchStepScale);

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, this, context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var scale = call.Batch / call.Data.Columns[Time.Lengths].Sum();
        for (var i = 0; i < call.Output().Length; i++)
        {
            call.Output()[i] = call.Input(0)[i] * scale;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.Write($"var scale = {vector.Broadcast($"block.StepScale({Time.Lengths})")};");
        using (kernel.ForVectors(kernel.OutputShape().Count, out var i))
        {
            kernel.Write($"{vector.Store($"({vector.Load("input", i)} * scale)", "output", i)};");
        }
    }
}
