using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of <see cref="CtcPaths"/>: −dLoss times the share of each class at each step in the probability of all ways, Σ α(t, s)·β(t, s) over the states s of that class (Graves et al. 2006, equation 15). β(t, s), the probability of all
/// ways from there, is computed from the last step to the first, less the logarithm of a step's sum, so that long sequences lose no digits. Where there is no way at all the gradient is 0.
/// </summary>
/// <param name="Forward">The loss.</param>
public sealed record CtcPathsGradient(CtcPaths Forward) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(CtcPathsGradient);

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Forward);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["lossGradient", "logProbabilities", "target", "lengths", "targetLengths", "paths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["logProbabilitiesGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[1].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[1];

    /// <summary>A number for each state, two more behind them, and one for each label.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => ((3 * Forward.MaximumLabels) + 3) * VectorWidth.Lanes;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (time, classes, states) = (call.TimeOf(1), call.InputShape(1).Count, call.InputShape(5).Count);
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var (length, labels) = (call.LengthOf(time, sample), Forward.LabelsOf(call, sample));
            var behind = new double[labels.Length + 2];
            for (var step = length - 1; step >= 0; step--)
            {
                var now = new double[labels.Length + 2];
                for (var state = 0; state < labels.Length; state++)
                {
                    now[state] = step == length - 1 ? (state >= labels.Length - 2 ? 1 : 0)
                        : behind[state] + behind[state + 1] + (state + 2 < labels.Length && CtcPaths.Skips(labels, state + 2) ? behind[state + 2] : 0);
                }

                var ways = labels.Select((_, state) => now[state] * Math.Exp(call.Input(5)[(((sample * time.MaximumLength) + step) * states) + state])).ToArray();
                var row = ((sample * time.MaximumLength) + step) * classes;
                for (var state = 0; state < labels.Length; state++)
                {
                    call.Output()[row + labels[state]] -= ways.Sum() > 0 ? call.Input(0)[sample] * ways[state] / ways.Sum() : 0;
                    behind[state] = now[state] * Math.Exp(call.Input(1)[row + labels[state]]);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, classes) = (kernel.Vector, kernel.OutputShape().Count);
        kernel.DeclareSteps(kernel.InputTime(1));
        kernel.Write($"""
            var labels = block.Steps({kernel.InputTime(2).Lengths});
            ref var shares = ref {((Offset)(((2 * Forward.MaximumLabels) + 3) * VectorWidth.Lanes)).In("workspace")};
            """);
        using (kernel.ForVectors((2 * Forward.MaximumLabels) + 3, out var i))
        {
            kernel.Write($"{vector.Store(vector.Constant(double.NegativeInfinity), "workspace", i)};");
        }

        using (kernel.Block("for (var step = steps - 1; step >= 0; step--)"))
        {
            using (kernel.Block("for (var u = 0; u < labels; u++)"))
            {
                kernel.Write($"RowLanes.Select(ref {((Offset)"step" * (classes * VectorWidth.Lanes)).In("logProbabilities")}, 1, ref {LabelAt("u", 0).In("target")}, ref {LabelAt("u", 0).In("shares")});");
            }

            using (kernel.ForSlices(out var lane))
            {
                CtcPaths.EmitLengths(kernel, lane);
                EmitWaysFrom(kernel, lane);
                EmitShares(kernel, classes, lane);
            }

            using (kernel.Block("for (var u = 0; u < labels; u++)"))
            {
                kernel.Write($"RowLanes.AddTo(ref {LabelAt("u", 0).In("shares")}, 1, ref {LabelAt("u", 0).In("target")}, block.Samples, ref {((Offset)"step" * (classes * VectorWidth.Lanes)).In("logProbabilitiesGradient")});");
            }
        }
    }

    private static Offset LabelAt(Offset label, Offset lane) => (label * VectorWidth.Lanes) + lane;

    /// <summary>ln β of each state in place of what the next step has left there, ln β plus the state's own probability; and the largest of ln α + ln β.</summary>
    private void EmitWaysFrom(KernelWriter kernel, Offset lane)
    {
        var vector = kernel.Vector;
        var nothing = vector.Constant(double.NegativeInfinity);
        kernel.Write($"""
            var isBefore = {vector.Compare("LessThan", vector.Broadcast("step + 1"), "length")}.AsSingle();
            var top = {nothing};
            """);
        using (kernel.Block("for (var s = 0; s <= labels * 2; s++)"))
        {
            var place = kernel.Declare("place", LabelAt("s", lane));
            kernel.Write($"""
                var skipped = {vector.Load("workspace", LabelAt((Offset)"s" + 2, lane))};
                if (s % 2 == 0)
                    skipped = {nothing};
                else if (s / 2 + 1 < labels)
                    skipped = {vector.Select(vector.Compare("Equals", vector.Load("target", LabelAt((Offset)"s / 2", lane)), vector.Load("target", LabelAt((Offset)"s / 2" + 1, lane))) + ".AsSingle()", nothing, "skipped")};
                var own = {vector.Load("workspace", place)};
                var next = {vector.Load("workspace", LabelAt((Offset)"s" + 1, lane))};
                """);
            CtcPaths.EmitLogOfSum(kernel, "from", "own", "next", "skipped");
            kernel.Write($"""
                var isEnd = ({vector.Compare("Equals", vector.Broadcast("s"), "end")} | {vector.Compare("Equals", vector.Broadcast("s + 1"), "end")}).AsSingle();
                from = {vector.Select("isBefore", "from", vector.Select("isEnd", vector.Zero, nothing))};
                {vector.Store("from", "workspace", place)};
                top = {vector.Class}.Max(top, from + {vector.Load("paths", Forward.PathAt("step", "s", lane))});
                """);
        }
    }

    /// <summary>Each label's share of the step, and the blank's as its gradient; the others' begin at 0.</summary>
    private void EmitShares(KernelWriter kernel, int classes, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"""
            top = {CtcPaths.Finite(vector, "top")};
            var blank = {vector.Load("logProbabilities", ((((Offset)"step" * classes) + Forward.Blank) * VectorWidth.Lanes) + lane)};
            var sum = {vector.Zero};
            var blankShare = sum;
            """);
        using (kernel.Block("for (var s = 0; s <= labels * 2; s++)"))
        {
            var place = kernel.Declare("place", LabelAt("s", lane));
            kernel.Write($"""
                var from = {vector.Load("workspace", place)} - top;
                var share = VectorMath.Exp(from + {vector.Load("paths", Forward.PathAt("step", "s", lane))});
                sum += share;
                if (s % 2 == 0)
                """);
            using (kernel.Braces())
            {
                kernel.Write($"""
                    blankShare += share;
                    {vector.Store("(from + blank)", "workspace", place)};
                    continue;
                    """);
            }

            var label = kernel.Declare("label", LabelAt((Offset)"s / 2", lane));
            kernel.Write($"""
                {vector.Store($"(from + {vector.Load("shares", label)})", "workspace", place)};
                {vector.Store("share", "shares", label)};
                """);
        }

        kernel.Write($"""
            var isReal = {StepChoice.All.Mask(vector)} & {vector.Compare("GreaterThan", "sum", vector.Zero)};
            var scale = {vector.Select("isReal", $"-{vector.Load("lossGradient", lane)} / sum", vector.Zero)};
            """);
        using (kernel.Block("for (var u = 0; u < labels; u++)"))
        {
            kernel.Write($"{vector.Store($"({vector.Load("shares", LabelAt("u", lane))} * scale)", "shares", LabelAt("u", lane))};");
        }

        using (kernel.For("classIndex", classes, out var classIndex))
        {
            kernel.Write($"{vector.Store(vector.Zero, "logProbabilitiesGradient", ((((Offset)"step" * classes) + classIndex) * VectorWidth.Lanes) + lane)};");
        }

        kernel.Write($"{vector.Store("(blankShare * scale)", "logProbabilitiesGradient", ((((Offset)"step" * classes) + Forward.Blank) * VectorWidth.Lanes) + lane)};");
    }
}
