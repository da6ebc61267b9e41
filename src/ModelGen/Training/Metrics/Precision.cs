namespace ModelGen;

/// <summary>Of the answers for a class the share that is right, averaged over the classes that were answered; of two classes that of class 1.</summary>
public sealed class Precision : ConfusionMatrix
{
    /// <inheritdoc/>
    public override string Name => "precision";

    /// <inheritdoc/>
    public override double Value => Mean(PrecisionOf);
}
