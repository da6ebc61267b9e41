using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// What training makes small: one number a sample, of a prediction and a target. The loss of a batch is the mean over its samples.
/// </summary>
public abstract record Loss : Operation
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["prediction", "target"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["loss"];

    /// <summary>Whether the target is one class index a sample, not values of the prediction's shape.</summary>
    public abstract bool TakesLabels { get; }

    /// <summary>What the prediction means.</summary>
    public virtual ScoreKind ScoreKind => ScoreKind.None;

    /// <summary>Whether a target that is data says which answers are right.</summary>
    public virtual bool SaysWhatIsRight => ScoreKind != ScoreKind.None;

    /// <summary>The shape of the target for a prediction.</summary>
    public Shape TargetShape(Shape prediction) => TakesLabels ? Shape.Of(1) : prediction;
}
