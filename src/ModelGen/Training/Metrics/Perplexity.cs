using ModelGen.Runtime;

namespace ModelGen;

/// <summary>e to the mean of −ln p, p being the probability of the right class: how many equally likely classes would be as hard to tell apart.</summary>
public sealed class Perplexity : Metric
{
    private double sum;
    private long count;

    /// <inheritdoc/>
    public override string Name => "perplexity";

    /// <inheritdoc/>
    public override double Value => RealMath.Exp(-sum / count);

    /// <inheritdoc/>
    public override void Reset() => (sum, count) = (0, 0);

    /// <inheritdoc/>
    public override void Add(scoped Answer answer)
    {
        if (!answer.IsClass)
            throw new InvalidOperationException($"'{Name}' measures classes; the right answers are no class indices.");
        sum += answer.LogProbability;
        count++;
    }
}
