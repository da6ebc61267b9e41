namespace ModelGen.Text;

/// <summary>
/// <c>exp(−Σ ln p / tokens)</c> over all tokens of all sequences, p being the probability that a model gave to the token that came: how many equally likely
/// tokens would be as hard to predict. Long sequences count for more, unlike in a mean of perplexities.
/// </summary>
public sealed class SequencePerplexity
{
    private double sum;

    /// <summary>Tokens so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>The perplexity, 1 or more; NaN before the first token.</summary>
    public double Value => Math.Exp(-sum / Tokens);

    /// <summary>The same in bits a token: its logarithm to the base 2.</summary>
    public double BitsPerToken => -sum / Tokens / Math.Log(2);

    /// <summary>Adds tokens one by one.</summary>
    /// <param name="logProbabilities">[tokens]: the natural logarithm of each one's probability.</param>
    /// <exception cref="ArgumentException">A number that is no logarithm of a probability.</exception>
    public void Add(ReadOnlySpan<float> logProbabilities)
    {
        foreach (var logProbability in logProbabilities)
            Add(logProbability, 1);
    }

    /// <summary>Adds tokens together: of a mean loss, <c>Add(-loss * tokens, tokens)</c>.</summary>
    /// <param name="logProbability">The sum of the natural logarithms of their probabilities.</param>
    /// <param name="tokens">How many.</param>
    /// <exception cref="ArgumentException">A number that is no logarithm of a probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one token.</exception>
    public void Add(double logProbability, long tokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        if (logProbability is not <= 0)
            throw new ArgumentException($"Expected the logarithm of a probability, 0 at most, got {logProbability}.", nameof(logProbability));
        sum += logProbability;
        Tokens += tokens;
    }
}
