using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// −Σᵢ qᵢ·logSoftmax(x)ᵢ on scores x [classes] and probabilities p [classes], q being (1 − ε)·p + ε/classes; PyTorch's <c>CrossEntropyLoss</c> with probabilities as the target.
/// </summary>
public sealed record ProbabilityCrossEntropy(float LabelSmoothing = 0f, int Slot = -1) : CompositeLoss, ITunable
{
    /// <inheritdoc/>
    public override string Name => nameof(CrossEntropy);

    /// <inheritdoc/>
    public override Problem? Validate() => Hyperparameter.Validate();

    /// <inheritdoc/>
    public Hyperparameter Hyperparameter => new CrossEntropy(LabelSmoothing).Hyperparameter;

    /// <inheritdoc/>
    public Operation At(int slot) => this with { Slot = slot };

    /// <inheritdoc/>
    public override string Describe() => new CrossEntropy(LabelSmoothing).Describe();

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Logits;

    /// <summary>Only their largest does, where nothing else says it.</summary>
    public override bool SaysWhatIsRight => false;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0] switch
    {
        { Rank: not 1 } => Problem.Of(Rules.LossTakesVector),
        { Count: < 2 } => Problem.Of(Rules.LossTakesClasses),
        _ when inputs[1] != inputs[0] => Problem.Of(Rules.LossTargetShape, inputs[0].ToString(), inputs[1].ToString()),
        _ => Shape.Of(1),
    };

    private protected override Value Number(LoweringContext context)
    {
        var (scores, probabilities) = (context.Inputs[0], context.Inputs[1]);
        var logarithms = context.Add(new LogSoftmax(), scores.Extent == Extent.Batch ? context.Add(new Broadcast(scores.Shape, IsPerSample: true), scores) : scores);
        if (LabelSmoothing > 0 || Slot >= 0)
        {
            // What is the same for all samples is computed where no block is running, and so has no numbers.
            var ofSample = probabilities.Extent == Extent.Batch ? context.Add(new Broadcast(probabilities.Shape, IsPerSample: true), probabilities) : probabilities;
            probabilities = context.Add(new LabelSmoothing(LabelSmoothing, scores.Shape.Count, Slot), ofSample);
        }

        return context.Add(new Negate(), context.Add(new Sum([]), context.Add(new Multiply(), probabilities, logarithms)));
    }
}
