using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// −Σᵢ qᵢ·logSoftmax(x)ᵢ on scores x [classes] and a class index t: q is 1 − ε + ε/classes at t and ε/classes elsewhere (Szegedy et al. 2016); PyTorch's <c>CrossEntropyLoss</c>.
/// With zᵢ = xᵢ − max x it is ln Σ e^z − (1 − ε)·z[t] − ε·mean z.
/// </summary>
public sealed record CrossEntropy(float LabelSmoothing = 0f) : ClassLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(CrossEntropy);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Fraction("LabelSmoothing", LabelSmoothing);

    /// <inheritdoc/>
    public override string Describe() => LabelSmoothing == 0 ? Name : FormattableString.Invariant($"CrossEntropy(LabelSmoothing = {LabelSmoothing})");

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Logits;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new CrossEntropyGradient(LabelSmoothing), context.Input(0), context.Input(1), context.OutputGradient), null];

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
            if (LabelSmoothing > 0)
            {
                kernel.Write($"var total = {vector.Zero};");
            }

            using (kernel.For("classIndex", classes, out var classIndex))
            {
                kernel.Write($"""
                    var z = {vector.Load("prediction", (classIndex * VectorWidth.Lanes) + lane)} - largest;
                    sum += VectorMath.Exp(z);
                    chosen = {vector.Select(IsLabel(vector, "label", classIndex), "z", "chosen")};
                    """);
                if (LabelSmoothing > 0)
                {
                    kernel.Write("total += z;");
                }
            }

            kernel.Write($"{vector.Store(Result(vector, classes, "sum", "chosen", "total"), "loss", lane)};");
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
        var total = LabelSmoothing > 0 ? code.Local("total", vector.Zero) : string.Empty;
        for (var classIndex = 0; classIndex < classes; classIndex++)
        {
            var z = code.Local("z", $"{code.Input(0, classIndex)} - {largest}");
            code.Assign(sum, $"{sum} + VectorMath.Exp({z})");
            code.Assign(chosen, vector.Select(IsLabel(vector, label, classIndex), z, chosen));
            if (LabelSmoothing > 0)
            {
                code.Assign(total, $"{total} + {z}");
            }
        }

        code.Define(0, 0, Result(vector, classes, sum, chosen, total));
    }

    internal string Result(VectorWidth vector, int classes, string sum, string chosen, string total) => LabelSmoothing == 0
        ? $"VectorMath.Log({sum}) - {chosen}"
        : $"VectorMath.Log({sum}) - {vector.MultiplyAdd(chosen, vector.Constant(1.0 - LabelSmoothing), $"{total} * {vector.Constant((double)LabelSmoothing / classes)}")}";
}
