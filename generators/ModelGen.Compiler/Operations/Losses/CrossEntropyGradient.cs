using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of the cross-entropy: dxᵢ = (softmax(x)ᵢ − qᵢ)·dLoss.</summary>
/// <param name="LabelSmoothing">ε.</param>
/// <param name="Slot">Where ε is read from while training runs; −1 where it cannot change.</param>
public sealed record CrossEntropyGradient(float LabelSmoothing = 0f, int Slot = -1) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(CrossEntropyGradient);

    /// <inheritdoc/>
    public override string Describe() => GradientOf(new CrossEntropy(LabelSmoothing));

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["prediction", "target", "lossGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["predictionGradient"];

    /// <summary>The largest score is known before the first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, lossGradient, predictionGradient) = (call.Input(0), call.Input(1), call.Input(2), call.Output());
        var classes = call.OutputShape().Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var scores = prediction.AsSpan(sample * classes, classes).ToArray();
            var largest = scores.Max();
            var sum = scores.Sum(score => Math.Exp(score - largest));
            for (var i = 0; i < classes; i++)
            {
                var q = (LabelSmoothing / (double)classes) + (i == (int)target[sample] ? 1.0 - LabelSmoothing : 0);
                predictionGradient[(sample * classes) + i] = ((Math.Exp(scores[i] - largest) / sum) - q) * lossGradient[sample];
            }
        }
    }

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleCrossEntropyGradient(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var classes = kernel.OutputShape().Count;
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            ClassAxis.Of(kernel.InputShape()).EmitLargest(kernel, "prediction", position: 0, lane);
            kernel.Write($"var sum = {vector.Zero};");
            using (kernel.For("classIndex", classes, out var classIndex))
            {
                kernel.Write($"""
                    var exponential = VectorMath.Exp({vector.Load("prediction", (classIndex * VectorWidth.Lanes) + lane)} - largest);
                    {vector.Store("exponential", "predictionGradient", (classIndex * VectorWidth.Lanes) + lane)};
                    sum += exponential;
                    """);
            }

            kernel.Write($"""
                var smoothing = {Smoothing};
                var label = {vector.Load("target", lane)};
                var gradient = {vector.Load("lossGradient", lane)};
                var scale = gradient / sum;
                var atLabel = {AtLabel(vector, classes, "gradient", "smoothing")};
                var elsewhere = {Elsewhere(vector, classes, "gradient", "smoothing")};
                """);
            using (kernel.For("classIndex", classes, out var classIndex))
            {
                var offset = kernel.Declare("offset", (classIndex * VectorWidth.Lanes) + lane);
                var addend = vector.Select(ClassLoss.IsLabel(vector, "label", classIndex), "atLabel", "elsewhere");
                kernel.Write($"""
                    var addend = {addend};
                    {vector.Store(vector.MultiplyAdd(vector.Load("predictionGradient", offset), "scale", "addend"), "predictionGradient", offset)};
                    """);
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (ClassAxis.ExponentialCost + 5) * outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var classes = code.OutputShape().Count;
        var vector = code.Vector;
        var largest = ClassAxis.Of(code.InputShape()).EmitLargest(code);
        var sum = code.Local("sum", vector.Zero);
        var exponentials = new string[classes];
        for (var classIndex = 0; classIndex < classes; classIndex++)
        {
            exponentials[classIndex] = code.Local("exponential", $"VectorMath.Exp({code.Input(0, classIndex)} - {largest})");
            code.Assign(sum, $"{sum} + {exponentials[classIndex]}");
        }

        var smoothing = code.Local("smoothing", Smoothing);
        var label = code.Local("label", code.Integers(1));
        var scale = code.Local("scale", $"{code.Input(2, 0)} / {sum}");
        var atLabel = code.Local("atLabel", AtLabel(vector, classes, code.Input(2, 0), smoothing));
        var elsewhere = code.Local("elsewhere", Elsewhere(vector, classes, code.Input(2, 0), smoothing));
        for (var classIndex = 0; classIndex < classes; classIndex++)
        {
            var isLabel = ClassLoss.IsLabel(vector, label, classIndex);
            code.Define(0, classIndex, vector.MultiplyAdd(exponentials[classIndex], scale, vector.Select(isLabel, atLabel, elsewhere)));
        }
    }

    internal string AtLabel(VectorWidth vector, int classes, string gradient, string smoothing) =>
        $"{gradient} * {vector.Broadcast($"(float)-(1.0 - {smoothing} + {smoothing} / {Literals.Double(classes)})")}";

    internal string Elsewhere(VectorWidth vector, int classes, string gradient, string smoothing) =>
        LabelSmoothing == 0 && Slot < 0 ? vector.Zero : $"{gradient} * {vector.Broadcast($"-{smoothing} / {Literals.Float(classes)}")}";

    /// <summary>ε in a kernel.</summary>
    internal string Smoothing => Hyperparameter.Expression(LabelSmoothing, Slot);
}
