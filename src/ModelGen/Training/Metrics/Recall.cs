namespace ModelGen;

/// <summary>Of the samples of a class the share that was found, averaged over the classes that have samples; of two classes that of class 1.</summary>
public sealed class Recall : ConfusionMatrix
{
    /// <inheritdoc/>
    public override string Name => "recall";

    /// <inheritdoc/>
    public override double Value => Mean(RecallOf);
}
