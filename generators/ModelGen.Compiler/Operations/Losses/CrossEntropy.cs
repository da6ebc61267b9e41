using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// −Σᵢ qᵢ·logSoftmax(x)ᵢ on scores x [classes] and a class index t: q is 1 − ε + ε/classes at t and ε/classes elsewhere (Szegedy et al. 2016); PyTorch's <c>CrossEntropyLoss</c>.
/// With zᵢ = xᵢ − max x it is ln Σ e^z − (1 − ε)·z[t] − ε·mean z.
/// </summary>
/// <param name="LabelSmoothing">ε.</param>
/// <param name="Slot">Where ε is read from while training runs; −1 where it cannot change.</param>
public sealed record CrossEntropy(float LabelSmoothing = 0f, int Slot = -1) : ClassLoss, ITunable
{
    /// <inheritdoc/>
    public override string Name => nameof(CrossEntropy);

    /// <inheritdoc/>
    public override Problem? Validate() => Hyperparameter.Validate();

    /// <inheritdoc/>
    public Hyperparameter Hyperparameter => new("LabelSmoothing", LabelSmoothing, HyperparameterRange.Fraction);

    /// <inheritdoc/>
    public Operation At(int slot) => this with { Slot = slot };

    /// <summary>Whether kernels smooth: where ε cannot change and is 0 there is nothing to do.</summary>
    internal bool Smooths => LabelSmoothing > 0 || Slot >= 0;

    /// <inheritdoc/>
    public override string Describe() => LabelSmoothing == 0 ? Name : FormattableString.Invariant($"CrossEntropy(LabelSmoothing = {LabelSmoothing})");

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Logits;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new CrossEntropyGradient(LabelSmoothing, Slot), context.Input(0), context.Input(1), context.OutputGradient), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, loss) = (call.Input(0), call.Input(1), call.Output());
        var classes = call.InputShape(0).Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var scores = prediction.AsSpan(sample * classes, classes).ToArray();
            var largest = scores.Max();
            var logarithm = largest + Math.Log(scores.Sum(score => Math.Exp(score - largest)));
            loss[sample] = logarithm - ((1.0 - LabelSmoothing) * scores[(int)target[sample]]) - (LabelSmoothing * scores.Average());
        }
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleCrossEntropy(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var classes = kernel.InputShape().Count;
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            ClassAxis.Of(kernel.InputShape()).EmitLargest(kernel, "prediction", position: 0, lane);
            kernel.Write($"""
                var label = {vector.Load("target", lane)};
                var sum = {vector.Zero};
                var chosen = {vector.Zero};
                """);
            if (Smooths)
            {
                kernel.Write($"""
                    var smoothing = {Smoothing};
                    var total = {vector.Zero};
                    """);
            }

            using (kernel.For("classIndex", classes, out var classIndex))
            {
                kernel.Write($"""
                    var z = {vector.Load("prediction", (classIndex * VectorWidth.Lanes) + lane)} - largest;
                    sum += VectorMath.Exp(z);
                    chosen = {vector.Select(IsLabel(vector, "label", classIndex), "z", "chosen")};
                    """);
                if (Smooths)
                {
                    kernel.Write("total += z;");
                }
            }

            kernel.Write($"{vector.Store(Result(vector, classes, "sum", "chosen", "total", "smoothing"), "loss", lane)};");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (ClassAxis.ExponentialCost + 5) * inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var classes = code.InputShape().Count;
        var vector = code.Vector;
        var largest = ClassAxis.Of(code.InputShape()).EmitLargest(code);
        var (sum, chosen) = (code.Local("sum", vector.Zero), code.Local("chosen", vector.Zero));
        var label = code.Local("label", code.Integers(1));
        var (smoothing, total) = Smooths ? (code.Local("smoothing", Smoothing), code.Local("total", vector.Zero)) : (string.Empty, string.Empty);
        for (var classIndex = 0; classIndex < classes; classIndex++)
        {
            var z = code.Local("z", $"{code.Input(0, classIndex)} - {largest}");
            code.Assign(sum, $"{sum} + VectorMath.Exp({z})");
            code.Assign(chosen, vector.Select(IsLabel(vector, label, classIndex), z, chosen));
            if (Smooths)
            {
                code.Assign(total, $"{total} + {z}");
            }
        }

        code.Define(0, 0, Result(vector, classes, sum, chosen, total, smoothing));
    }

    /// <summary>ε in a kernel.</summary>
    internal string Smoothing => Hyperparameter.Expression(LabelSmoothing, Slot);

    // Where all scores but one are -∞ their total is, too: without smoothing it must not count.
    internal string Result(VectorWidth vector, int classes, string sum, string chosen, string total, string smoothing)
    {
        if (!Smooths)
        {
            return $"VectorMath.Log({sum}) - {chosen}";
        }

        var shared = $"{total} * {vector.Broadcast($"{smoothing} / {Literals.Float(classes)}")}";
        var smoothed = vector.MultiplyAdd(chosen, vector.Broadcast($"1f - {smoothing}"), shared);
        return $"VectorMath.Log({sum}) - {(Slot < 0 ? smoothed : $"({smoothing} == 0f ? {chosen} : {smoothed})")}";
    }
}
