namespace ModelGen.Compiler.Operations;

/// <summary>A layer that draws random numbers in training.</summary>
/// <param name="Index">A number of its own in the model: with the seed, the step and the sample it determines each random number.</param>
public abstract record RandomLayer(int Index) : CompositeOperation
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> InputNames => ["input"];
}
