using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Adds waves that tell the steps apart (Vaswani et al. 2017, section 3.5): sin(t / 10000^(i / size)) to even elements i, cos(t / 10000^((i − 1) / size)) to odd ones, t being the step from 0.</summary>
public sealed record PositionalEncoding : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(PositionalEncoding);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [0];

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input == 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.OutputGradient, null];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> ForStep(StepContext context) => [context.Add(new PositionalStep(context.Time.MaximumLength), context.Input(0))];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (steps, size) = (call.TimeOf().MaximumLength, call.OutputShape().Count);
        for (var i = 0; i < call.Output().Length; i++)
        {
            var (step, element) = (i / size % steps, i % size);
            var angle = step / Math.Pow(10_000, (element - (element % 2)) / (double)size);
            call.Output()[i] = call.Input(0)[i] + (element % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, size) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime());
        kernel.Write($"ref var waves = ref Waves.Of({kernel.InputTime().MaximumLength}, {size});");
        using (kernel.ForSteps(out var step))
        using (kernel.For("element", size, out var element))
        {
            kernel.Write($"var wave = {vector.Broadcast(((step * size) + element).In("waves"))};");
            using (kernel.ForAllSlices(out var lane))
            {
                var place = (((step * size) + element) * VectorWidth.Lanes) + lane;
                kernel.Write($"{vector.Store($"({vector.Load("input", place)} + wave)", "output", place)};");
            }
        }
    }
}

/// <summary>Adds the waves of the running step alone, for a network that is run step by step.</summary>
/// <param name="MaximumLength">The largest number of steps.</param>
public sealed record PositionalStep(int MaximumLength) : StepOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(PositionalEncoding);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, size) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.Write($"ref var waves = ref {((Offset)"block.Position" * size).In($"Waves.Of({MaximumLength}, {size})")};");
        using (kernel.For("element", size, out var element))
        {
            kernel.Write($"var wave = {vector.Broadcast(element.In("waves"))};");
            using (kernel.ForAllSlices(out var lane))
            {
                var place = (element * VectorWidth.Lanes) + lane;
                kernel.Write($"{vector.Store($"({vector.Load("input", place)} + wave)", "output", place)};");
            }
        }
    }
}
