using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The state after each step of a scan, which it also gives to the next step. Beyond a sequence's end the state stays.</summary>
/// <param name="Scan">The scan's number.</param>
/// <param name="States">Values that the state consists of.</param>
public sealed record ScanAfter(int Scan, int States) : Operation, IScanStep
{
    /// <inheritdoc/>
    public override string Name => "Scan";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, States).Select(state => $"before{state}"), .. Enumerable.Range(0, States).Select(state => $"next{state}"), "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Enumerable.Range(0, States).Select(state => $"after{state}")];

    /// <inheritdoc/>
    public bool IsReversed => false;

    /// <inheritdoc/>
    public bool IsBegin => false;

    /// <inheritdoc/>
    public override bool ReadsStepNumber => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [0];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs.Take(States).ToArray();

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var gradients = Enumerable.Range(0, States).Select(context.OutputGradientOf).ToArray();
        var operation = new ScanAfterGradient(
            Scan, context.Output().Time!, context.Node.Outputs.Select(output => output.Shape).ToEquatableArray(), gradients.Select(gradient => gradient is not null).ToEquatableArray());
        var results = context.Add(operation, [.. gradients.OfType<Value>(), context.Input(2 * States)]).Producer!.Outputs;
        return [.. results.Skip(States).Take(States), .. results.Take(States), null];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> ForStep(StepContext context)
    {
        Value[] next = [.. Enumerable.Range(States, States).Select(context.Input)];
        for (var state = 0; state < States; state++)
        {
            context.Next(((IKept)context.Input(state).Producer!.Operation).Offset, next[state]);
        }

        return next;
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => throw new InvalidOperationException("A scan runs step by step.");

    /// <inheritdoc/>
    public void EvaluateStep(ReferenceCall call, int step)
    {
        var time = call.TimeOf();
        for (var i = 0; i < States * call.Batch; i++)
        {
            var (state, sample) = (i / call.Batch, i % call.Batch);
            var count = call.OutputShape(state).Count;
            var place = ScanSteps.Start(sample, step, count, time);
            var after = step < call.LengthOf(time, sample) ? call.Input(States + state).AsSpan(ScanSteps.Start(sample, call.Node.Inputs[States + state].Time is null ? null : step, count, time), count) : call.Input(state).AsSpan(place, count);
            after.CopyTo(call.Output(state).AsSpan(place));
            if (step + 1 < time.MaximumLength)
            {
                after.CopyTo(call.Input(state).AsSpan(place + count));
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForAllSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            kernel.Write($"var isReal = {StepChoice.All.Mask(vector)};");
            for (var state = 0; state < States; state++)
            {
                var count = kernel.OutputShape(state).Count;
                using (kernel.For("element", count, out var element))
                {
                    var place = kernel.Declare("place", (element * VectorWidth.Lanes) + lane);
                    kernel.Write($"""
                        var after = {vector.Select("isReal", vector.Load($"next{state}", place), vector.Load($"before{state}", place))};
                        {vector.Store("after", $"after{state}", place)};
                        if (step + 1 < steps)
                            {vector.Store("after", $"before{state}", place + (count * VectorWidth.Lanes))};
                        """);
                }
            }
        }
    }
}

/// <summary>
/// The gradient of <see cref="ScanAfter"/>: that of the state after a step, what the next step hands back included, goes to what the step computed; beyond a sequence's end, where the state stays, to the state before. The last results are
/// the memory in which steps hand gradients back.
/// </summary>
/// <param name="Scan">The scan's number.</param>
/// <param name="Time">The time axis.</param>
/// <param name="Shapes">Shapes of the state's values.</param>
/// <param name="HasGradient">Of each, whether the loss depends on it otherwise than through the next step.</param>
public sealed record ScanAfterGradient(int Scan, TimeAxis Time, EquatableArray<Shape> Shapes, EquatableArray<bool> HasGradient) : Operation, IScanStep
{
    private int States => Shapes.Count;

    /// <inheritdoc/>
    public override string Name => "ScanGradient";

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, States).Where(state => HasGradient[state]).Select(state => $"after{state}Gradient"), "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Enumerable.Range(0, 3 * States).Select(i => (i / States) switch { 0 => $"next{i}Gradient", 1 => $"before{i - States}Gradient", _ => $"carried{i - (2 * States)}" })];

    /// <inheritdoc/>
    public bool IsReversed => true;

    /// <inheritdoc/>
    public bool IsBegin => true;

    /// <inheritdoc/>
    public override bool ReadsStepNumber => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new[] { Shapes, Shapes, Shapes }.SelectMany(shapes => shapes).ToArray();

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => throw new InvalidOperationException("A scan runs step by step.");

    /// <inheritdoc/>
    public void EvaluateStep(ReferenceCall call, int step)
    {
        var own = 0;
        for (var state = 0; state < States; state++)
        {
            var gradient = HasGradient[state] ? call.Input(own++) : null;
            var count = Shapes[state].Count;
            for (var i = 0; i < call.Batch * count; i++)
            {
                var place = ScanSteps.Start(i / count, step, count, Time) + (i % count);
                var total = (gradient?[place] ?? 0) + (step + 1 < Time.MaximumLength ? call.Output((2 * States) + state)[place] : 0);
                var isReal = step < call.LengthOf(Time, i / count);
                call.Output(state)[place] = isReal ? total : 0;
                call.Output(States + state)[place] = isReal ? 0 : total;
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        kernel.DeclareSteps(Time);
        kernel.Write("var isLast = step + 1 == steps;");
        using (kernel.ForAllSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            kernel.Write($"var isReal = {StepChoice.All.Mask(vector)};");
            for (var state = 0; state < States; state++)
            {
                using (kernel.For("element", Shapes[state].Count, out var element))
                {
                    var place = kernel.Declare("place", (element * VectorWidth.Lanes) + lane);
                    var carried = $"(isLast ? {vector.Zero} : {vector.Load($"carried{state}", place)})";
                    kernel.Write($"""
                        var gradient = {(HasGradient[state] ? $"{vector.Load($"after{state}Gradient", place)} + {carried}" : carried)};
                        {vector.Store(vector.Select("isReal", "gradient", vector.Zero), $"next{state}Gradient", place)};
                        {vector.Store(vector.Select("isReal", vector.Zero, "gradient"), $"before{state}Gradient", place)};
                        """);
                }
            }
        }
    }
}
