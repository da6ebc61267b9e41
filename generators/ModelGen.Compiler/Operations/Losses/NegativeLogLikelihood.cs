using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>−x[t], on logarithms of probabilities x [classes] and a class index t; PyTorch's <c>NLLLoss</c>.</summary>
public sealed record NegativeLogLikelihood : ClassLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(NegativeLogLikelihood);

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.LogProbabilities;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new NegativeLogLikelihoodGradient(context.Input(0).Shape.Count), context.Input(1), context.OutputGradient), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (prediction, target, loss) = (call.Input(0), call.Input(1), call.Output());
        var classes = call.InputShape(0).Count;
        for (var sample = 0; sample < call.Batch; sample++)
        {
            loss[sample] = -prediction[(sample * classes) + (int)target[sample]];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"""
                var label = {vector.Load("target", lane)};
                var chosen = {vector.Zero};
                """);
            using (kernel.For("classIndex", kernel.InputShape().Count, out var classIndex))
            {
                kernel.Write($"chosen = {vector.Select(IsLabel(vector, "label", classIndex), vector.Load("prediction", (classIndex * VectorWidth.Lanes) + lane), "chosen")};");
            }

            kernel.Write($"{vector.Store("-chosen", "loss", lane)};");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2 * inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var label = code.Local("label", code.Integers(1));
        var chosen = code.Local("chosen", code.Input(0, 0));
        for (var classIndex = 1; classIndex < code.InputShape().Count; classIndex++)
        {
            code.Assign(chosen, code.Vector.Select(IsLabel(code.Vector, label, classIndex), code.Input(0, classIndex), chosen));
        }

        code.Define(0, 0, $"-{chosen}");
    }
}

/// <summary>The gradient of the negative log-likelihood: dx = −dLoss at the label, 0 elsewhere.</summary>
public sealed record NegativeLogLikelihoodGradient(int Classes) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(NegativeLogLikelihoodGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["target", "lossGradient"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["predictionGradient"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Classes);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (target, lossGradient, predictionGradient) = (call.Input(0), call.Input(1), call.Output());
        for (var sample = 0; sample < call.Batch; sample++)
        {
            predictionGradient[(sample * Classes) + (int)target[sample]] = -lossGradient[sample];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"""
                var label = {vector.Load("target", lane)};
                var gradient = -{vector.Load("lossGradient", lane)};
                """);
            using (kernel.For("classIndex", Classes, out var classIndex))
            {
                kernel.Write($"{vector.Store(vector.Select(ClassLoss.IsLabel(vector, "label", classIndex), "gradient", vector.Zero), "predictionGradient", (classIndex * VectorWidth.Lanes) + lane)};");
            }
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2 * Classes;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var label = code.Local("label", code.Integers(0));
        for (var classIndex = 0; classIndex < Classes; classIndex++)
        {
            var isLabel = ClassLoss.IsLabel(code.Vector, label, classIndex);
            code.Define(0, classIndex, code.Vector.Select(isLabel, $"-{code.Input(1, 0)}", code.Vector.Zero));
        }
    }
}
