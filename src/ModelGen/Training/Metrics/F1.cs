namespace ModelGen;

/// <summary>The harmonic mean of precision and recall, averaged over the classes; of two classes that of class 1.</summary>
public sealed class F1 : ConfusionMatrix
{
    /// <inheritdoc/>
    public override string Name => "F1";

    /// <inheritdoc/>
    public override double Value => Mean(F1Of);
}
