namespace ModelGen.Text;

/// <summary>
/// Leaves out frequent words at random, each with the probability <c>1 − √(t / f)</c>, f being its share of all words: at thresholds t around 10⁻⁵ for
/// billions of words, 10⁻³ to 10⁻⁴ for small corpora (Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality",
/// equation 5). Word2vec's program has another formula.
/// </summary>
public sealed class Subsampling
{
    private readonly double[] discarded;

    /// <summary>For words with such counts, by index: those of a <see cref="Vocabulary"/>.</summary>
    /// <param name="counts">How often each word occurs.</param>
    /// <param name="threshold">The share t up to which all of a word is kept, above 0.</param>
    /// <exception cref="ArgumentException">No words, or counts of 0 alone.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or a threshold out of its range.</exception>
    public Subsampling(ReadOnlySpan<long> counts, double threshold)
    {
        if (threshold is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "Expected a share above 0, at most 1.");
        var total = 0L;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            total += count;
        }

        if (total == 0)
            throw new ArgumentException("Expected a word that occurs, got none.", nameof(counts));
        discarded = new double[counts.Length];
        for (var word = 0; word < counts.Length; word++)
            discarded[word] = Math.Max(0, 1 - Math.Sqrt(threshold * total / counts[word]));
    }

    /// <summary>The probability with which a word is left out.</summary>
    /// <param name="word">Its index.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such word.</exception>
    public double DiscardProbability(int word) => (uint)word < (uint)discarded.Length
        ? discarded[word]
        : throw new ArgumentOutOfRangeException(nameof(word), word, $"Expected a word from 0 to {discarded.Length - 1}.");
}
