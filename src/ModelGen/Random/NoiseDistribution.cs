using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Draws words as negative examples, each at a cost that does not depend on how many there are: the alias method (Walker 1977; built as Vose 1991). Seed and
/// step decide what is drawn, on every machine alike. A model draws its <see cref="NegativesAttribute"/> from one.
/// </summary>
public sealed class NoiseDistribution
{
    /// <summary>The second word of the key: "NOIS".</summary>
    private const uint Key = 0x4E4F4953;

    private const ulong One = 1UL << 32;

    private readonly double[] probabilities;

    /// <summary>Each column is drawn equally often, and gives its own word below the limit, of 2³², or else its other.</summary>
    private readonly ulong[] limits;
    private readonly int[] others;

    /// <summary>Words by their weights.</summary>
    /// <param name="weights">Each word's share of what is drawn, in whatever unit.</param>
    /// <exception cref="ArgumentException">No words, or weights of 0 alone.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight that is negative or not finite.</exception>
    public NoiseDistribution(ReadOnlySpan<double> weights)
    {
        var total = 0.0;
        foreach (var weight in weights)
        {
            if (!double.IsFinite(weight) || weight < 0)
                throw new ArgumentOutOfRangeException(nameof(weights), weight, "Expected finite weights that are not negative.");
            total += weight;
        }

        if (total is not (> 0 and < double.PositiveInfinity))
            throw new ArgumentException("Expected weights with a finite sum above 0.", nameof(weights));
        probabilities = new double[weights.Length];
        for (var word = 0; word < weights.Length; word++)
            probabilities[word] = weights[word] / total;
        (limits, others) = Columns(probabilities);
    }

    /// <summary>Words.</summary>
    public int Count => probabilities.Length;

    /// <summary>[words]: the probability of each.</summary>
    public ReadOnlySpan<double> Probabilities => probabilities;

    /// <summary>
    /// Words by their counts to the power ¾ (Mikolov et al. 2013, "Distributed representations of words and phrases and their compositionality").
    /// </summary>
    /// <param name="counts">How often each word occurs, by index.</param>
    /// <exception cref="ArgumentException">No words, or counts of 0 alone.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static NoiseDistribution FromCounts(ReadOnlySpan<long> counts)
    {
        var weights = new double[counts.Length];
        for (var word = 0; word < counts.Length; word++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[word], nameof(counts));
            // Of roots, which are rounded alike everywhere; a power is not.
            var root = Math.Sqrt(counts[word]);
            weights[word] = root * Math.Sqrt(root);
        }

        return new NoiseDistribution(weights);
    }

    /// <summary>Draws words.</summary>
    /// <param name="words">Gets their indices.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="step">Other words for each.</param>
    public void Fill(Span<int> words, int seed, long step)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var random = Philox.Generate((uint)i, (uint)step, (uint)(step >> 32), 0, unchecked((uint)seed), Key);
            words[i] = Draw(random.Word0, random.Word1);
        }
    }

    /// <summary>The word for two random 32-bit words.</summary>
    /// <param name="first">Decides the column.</param>
    /// <param name="second">Decides which of the column's two words.</param>
    public int Draw(uint first, uint second)
    {
        var column = (int)((ulong)first * (uint)Count >> 32);
        return second < limits[column] ? column : others[column];
    }

    /// <summary>Writes for each column the lower half of its limit, and its other, which is the column itself where the limit is 2³²: what generated code draws from.</summary>
    /// <param name="table">[words][2].</param>
    internal void CopyTo(Span<int> table)
    {
        for (var column = 0; column < Count; column++)
            (table[2 * column], table[2 * column + 1]) = (unchecked((int)(uint)limits[column]), others[column]);
    }

    /// <summary>The table of words that are equally likely.</summary>
    internal static void FillUniform(Span<int> table)
    {
        for (var column = 0; column < table.Length / 2; column++)
            (table[2 * column], table[2 * column + 1]) = (0, column);
    }

    /// <summary>Fills each column that is too low from one that is too high, which is looked at again for what is left of it.</summary>
    private static (ulong[] Limits, int[] Others) Columns(double[] probabilities)
    {
        var heights = Array.ConvertAll(probabilities, probability => probability * probabilities.Length);
        var (limits, others) = (new ulong[heights.Length], new int[heights.Length]);
        var (low, high) = (new Stack<int>(), new Stack<int>());
        for (var word = 0; word < heights.Length; word++)
            (heights[word] < 1 ? low : high).Push(word);
        while (low.Count > 0 && high.Count > 0)
        {
            var (lower, higher) = (low.Pop(), high.Pop());
            (limits[lower], others[lower]) = ((ulong)(heights[lower] * One), higher);
            heights[higher] -= 1 - heights[lower];
            (heights[higher] < 1 ? low : high).Push(higher);
        }

        // What is left is 1 but for rounding.
        foreach (var word in low.Concat(high))
            (limits[word], others[word]) = (One, word);
        return (limits, others);
    }
}
