using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation that begins or ends the loop in which the steps of a scan are computed one after the other: all between them is computed for a step before the next one's turn comes.</summary>
public interface IScanStep
{
    /// <summary>The scan.</summary>
    int Scan { get; }

    /// <summary>Whether it is the loop of the gradients, from the last step to the first.</summary>
    bool IsReversed { get; }

    /// <summary>Whether it begins the loop.</summary>
    bool IsBegin { get; }

    /// <summary>The reference meaning of one step; operands and results are those of all steps.</summary>
    void EvaluateStep(ReferenceCall call, int step);
}

/// <summary>What a step of a scan gets from the one before, at the first the initial state: <see cref="ScanAfter"/> puts it there.</summary>
/// <param name="Scan">The scan's number.</param>
/// <param name="States">Values that the state consists of.</param>
/// <param name="Time">The time axis.</param>
public sealed record ScanBefore(int Scan, int States, TimeAxis Time) : Operation, IScanStep
{
    /// <inheritdoc/>
    public override string Name => "Scan";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, States).Select(state => $"initial{state}")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Enumerable.Range(0, States).Select(state => $"before{state}")];

    /// <inheritdoc/>
    public bool IsReversed => false;

    /// <inheritdoc/>
    public bool IsBegin => true;

    /// <inheritdoc/>
    public override bool ReadsStepNumber => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs.ToArray();

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var carried = context.Find(node => node.Operation is ScanAfterGradient { Scan: var scan } && scan == Scan).Outputs.Skip(2 * States);
        var gradients = context.Add(new ScanBeforeGradient(Scan, States), [.. Enumerable.Range(0, States).Select(state => context.OutputGradientOf(state)!), .. carried]).Producer!.Outputs;
        return [.. gradients.Select((gradient, state) => context.Needs(state) ? gradient : null)];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> ForStep(StepContext context) => [.. context.Shapes.Select((shape, state) => context.State(shape, state).Before)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => throw new InvalidOperationException("A scan runs step by step.");

    /// <inheritdoc/>
    public void EvaluateStep(ReferenceCall call, int step)
    {
        for (var state = 0; state < States && step == 0; state++)
        {
            ScanSteps.Copy(call, call.Input(state), null, call.Output(state), 0, call.OutputShape(state).Count, Time);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.Block("if (step == 0)"))
        {
            for (var state = 0; state < States; state++)
            {
                kernel.Write($"Lanes.Copy(ref initial{state}, {kernel.OutputShape(state).Count * VectorWidth.Lanes}, ref before{state});");
            }
        }
    }
}

/// <summary>The gradient of <see cref="ScanBefore"/>: at the first step that of the initial state; at others it is handed to the step before.</summary>
/// <param name="Scan">The scan's number.</param>
/// <param name="States">Values that the state consists of.</param>
public sealed record ScanBeforeGradient(int Scan, int States) : Operation, IScanStep
{
    /// <inheritdoc/>
    public override string Name => "ScanGradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, States).Select(state => $"before{state}Gradient"), .. Enumerable.Range(0, States).Select(state => $"carried{state}")];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Enumerable.Range(0, States).Select(state => $"initial{state}Gradient")];

    /// <inheritdoc/>
    public bool IsReversed => true;

    /// <inheritdoc/>
    public bool IsBegin => false;

    /// <inheritdoc/>
    public override bool ReadsStepNumber => true;

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs.Take(States).ToArray();

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => throw new InvalidOperationException("A scan runs step by step.");

    /// <inheritdoc/>
    public void EvaluateStep(ReferenceCall call, int step)
    {
        for (var state = 0; state < States; state++)
        {
            ScanSteps.Copy(call, call.Input(state), step, step == 0 ? call.Output(state) : call.Input(States + state), step == 0 ? null : step - 1, call.OutputShape(state).Count, call.TimeOf());
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        for (var state = 0; state < States; state++)
        {
            var floats = kernel.OutputShape(state).Count * VectorWidth.Lanes;
            kernel.Write($"Lanes.Copy(ref before{state}Gradient, {floats}, ref step == 0 ? ref initial{state}Gradient : ref {((Offset)(-floats)).In($"carried{state}")});");
        }
    }
}

/// <summary>Steps of values in the reference.</summary>
internal static class ScanSteps
{
    /// <summary>Copies a step's values, or those that a sample has one of where the step is null.</summary>
    public static void Copy(ReferenceCall call, double[] from, int? fromStep, double[] to, int? toStep, int count, TimeAxis time)
    {
        for (var sample = 0; sample < call.Batch; sample++)
        {
            from.AsSpan(Start(sample, fromStep, count, time), count).CopyTo(to.AsSpan(Start(sample, toStep, count, time)));
        }
    }

    /// <summary>Where a sample's step begins.</summary>
    public static int Start(int sample, int? step, int count, TimeAxis time) => step is { } known ? ((sample * time.MaximumLength) + known) * count : sample * count;
}
