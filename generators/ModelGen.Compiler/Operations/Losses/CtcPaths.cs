using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// <see cref="Ctc"/> on logarithms of probabilities, by the forward recursion of Graves et al. 2006, section 4.1. States are the labels with a blank before, between and behind them; α(t, s) is the probability of all ways to the state s at
/// step t. The second result is ln α, at each step less its largest, so that long sequences lose no digits. What follows a sequence's end means nothing.
/// </summary>
/// <param name="Blank">The class that says nothing.</param>
/// <param name="ZeroInfinity">Whether an infinite loss is 0.</param>
public sealed record CtcPaths(int Blank, bool ZeroInfinity) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(CtcPaths);

    /// <summary>The labels' largest number is that of the time axis, which shapes do not know.</summary>
    public required int MaximumLabels { get; init; }

    /// <summary>States of the longest target.</summary>
    private int States => (2 * MaximumLabels) + 1;

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"CtcPaths({Blank})");

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["logProbabilities", "target", "lengths", "targetLengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["loss", "paths"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => output == 0 ? null : inputs[0].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new[] { Shape.Of(1), Shape.Of(States) };

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new CtcPathsGradient(this), [context.OutputGradient, .. Enumerable.Range(0, 4).Select(context.Input), context.Output(1)]), null, null, null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (time, classes) = (call.TimeOf(0), call.InputShape(0).Count);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var (length, labels) = (call.LengthOf(time, sample), LabelsOf(call, sample));
            var before = new double[labels.Length + 2];
            for (var step = 0; step < length; step++)
            {
                var now = new double[labels.Length + 2];
                for (var state = 0; state < labels.Length; state++)
                {
                    var ways = step == 0 ? (state < 2 ? 1 : 0) : before[state + 2] + before[state + 1] + (Skips(labels, state) ? before[state] : 0);
                    now[state + 2] = ways * Math.Exp(call.Input(0)[(((sample * time.MaximumLength) + step) * classes) + labels[state]]);
                    call.Output(1)[(((sample * time.MaximumLength) + step) * States) + state] = Math.Log(now[state + 2]);
                }

                before = [0, 0, .. now.Skip(2)];
            }

            var loss = -Math.Log(before[^1] + before[^2]);
            call.Output()[sample] = ZeroInfinity && double.IsPositiveInfinity(loss) ? 0 : loss;
        }
    }

    /// <summary>The classes of a sample's states: its labels with blanks around them.</summary>
    internal int[] LabelsOf(ReferenceCall call, int sample)
    {
        var time = call.TimeOf(call.Node.Inputs.Count == 4 ? 1 : 2);
        var labels = call.Input(call.Node.Inputs.Count == 4 ? 1 : 2).AsSpan(sample * time.MaximumLength, call.LengthOf(time, sample)).ToArray();
        return [Blank, .. labels.SelectMany(label => new[] { (int)label, Blank })];
    }

    /// <summary>Whether a state may follow the one before the blank before it: a label may that differs from the one before.</summary>
    internal static bool Skips(int[] labels, int state) => state % 2 == 1 && state > 1 && labels[state] != labels[state - 2];

    /// <summary>Where a state of a step stands.</summary>
    internal Offset PathAt(Offset step, Offset state, Offset lane) => (((step * States) + state) * VectorWidth.Lanes) + lane;

    /// <summary>Writes the largest of some logarithms as <c>top</c>, and the logarithm of the sum of what they are those of, −∞ where all are, as a new variable.</summary>
    internal static void EmitLogOfSum(KernelWriter kernel, string name, params string[] logarithms)
    {
        var vector = kernel.Vector;
        var top = logarithms.Aggregate((largest, next) => $"{vector.Class}.Max({largest}, {next})");
        kernel.Write($"""
            var {name}Top = {top};
            {name}Top = {Finite(vector, $"{name}Top")};
            var {name} = {name}Top + VectorMath.Log({string.Join(" + ", logarithms.Select(logarithm => $"VectorMath.Exp({logarithm} - {name}Top)"))});
            """);
    }

    /// <summary>0 in place of −∞, which cannot be subtracted from itself.</summary>
    internal static string Finite(VectorWidth vector, string value) => vector.Select(vector.Compare("Equals", value, vector.Constant(double.NegativeInfinity)), vector.Zero, value);

    /// <summary>Writes <c>length</c>, and <c>end</c>, the last of a sample's states; lanes without a sample have one step and one label, so that they are finite.</summary>
    internal static void EmitLengths(KernelWriter kernel, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var length = {vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One);
            var end = {vector.Class}.Max({vector.Load("targetLengths", lane)}, {vector.IntegerType}.One) * 2;
            """);
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var classes = kernel.InputShape().Count;
        kernel.DeclareSteps(kernel.InputTime());
        kernel.Write($"var labels = block.Steps({kernel.InputTime(1).Lengths});");
        using (kernel.ForSteps(out var step))
        using (kernel.Block("for (var u = 0; u < labels; u++)"))
        {
            kernel.Write($"RowLanes.Select(ref {(step * (classes * VectorWidth.Lanes)).In("logProbabilities")}, 1, ref {((Offset)"u" * VectorWidth.Lanes).In("target")}, ref {PathAt(step, ((Offset)"u" * 2) + 1, 0).In("paths")});");
        }

        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            EmitLengths(kernel, lane);
            kernel.Write($"""
                var total = {vector.Zero};
                var last = {vector.Constant(double.NegativeInfinity)};
                var lastLabel = last;
                """);
            using (kernel.ForSteps(out _))
            {
                EmitStep(kernel, classes, lane);
                EmitShift(kernel, lane);
            }

            EmitLogOfSum(kernel, "ways", "last", "lastLabel");
            kernel.Write("var loss_ = -(total + ways);");
            kernel.Write($"{vector.Store(ZeroInfinity ? vector.Select(vector.Compare("Equals", "loss_", vector.Constant(double.PositiveInfinity)), vector.Zero, "loss_") : "loss_", "loss", lane)};");
        }
    }

    /// <summary>The states of a step from those of the step before; a label's place holds its probability until then.</summary>
    private void EmitStep(KernelWriter kernel, int classes, Offset lane)
    {
        var vector = kernel.Vector;
        var nothing = vector.Constant(double.NegativeInfinity);
        kernel.Write($"""
            var blank = {vector.Load("logProbabilities", ((((Offset)"step" * classes) + Blank) * VectorWidth.Lanes) + lane)};
            var largest = {nothing};
            var labelBefore = largest;
            var previous = {vector.Broadcast("-1")};
            """);
        using (kernel.Block("for (var u = 0; u <= labels; u++)"))
        {
            kernel.Write($"var blankBefore = step > 0 ? {vector.Load("paths", PathAt((Offset)"step" - 1, (Offset)"u" * 2, lane))} : u > 0 ? {nothing} : {vector.Zero};");
            EmitLogOfSum(kernel, "toBlank", "blankBefore", "labelBefore");
            kernel.Write($"""
                toBlank = {vector.Select(vector.Compare("LessThanOrEqual", vector.Broadcast("u * 2"), "end") + ".AsSingle()", "toBlank + blank", nothing)};
                {vector.Store("toBlank", "paths", PathAt("step", (Offset)"u" * 2, lane))};
                largest = {vector.Class}.Max(largest, toBlank);
                if (u == labels)
                    break;
                var label = {vector.Load("target", ((Offset)"u" * VectorWidth.Lanes) + lane)};
                var own = step > 0 ? {vector.Load("paths", PathAt((Offset)"step" - 1, ((Offset)"u" * 2) + 1, lane))} : {nothing};
                var skipped = {vector.Select(vector.Compare("Equals", "label", "previous") + ".AsSingle()", nothing, "labelBefore")};
                """);
            EmitLogOfSum(kernel, "toLabel", "own", "blankBefore", "skipped");
            var place = kernel.Declare("place", PathAt("step", ((Offset)"u" * 2) + 1, lane));
            kernel.Write($"""
                toLabel = {vector.Select(vector.Compare("LessThan", vector.Broadcast("u * 2"), "end") + ".AsSingle()", $"toLabel + {vector.Load("paths", place)}", nothing)};
                {vector.Store("toLabel", "paths", place)};
                largest = {vector.Class}.Max(largest, toLabel);
                (labelBefore, previous) = (own, label);
                """);
        }
    }

    /// <summary>Takes the largest from all states of a step, and keeps the last two of a sequence's last step.</summary>
    private void EmitShift(KernelWriter kernel, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            var shift = {Finite(vector, "largest")};
            total += {vector.Select(StepChoice.All.Mask(vector), "shift", vector.Zero)};
            var isLast = {StepChoice.Last.Mask(vector)};
            """);
        using (kernel.Block("for (var s = 0; s <= labels * 2; s++)"))
        {
            var place = kernel.Declare("place", PathAt("step", "s", lane));
            kernel.Write($"""
                var path = {vector.Load("paths", place)} - shift;
                {vector.Store("path", "paths", place)};
                last = {vector.Select($"isLast & {vector.Compare("Equals", vector.Broadcast("s"), "end")}.AsSingle()", "path", "last")};
                lastLabel = {vector.Select($"isLast & {vector.Compare("Equals", vector.Broadcast("s + 1"), "end")}.AsSingle()", "path", "lastLabel")};
                """);
        }
    }
}
