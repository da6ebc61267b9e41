namespace ModelGen.Text;

/// <summary>
/// chrF (Popović 2015), a measure of translations by n-grams of characters without white space, n from 1 to 6: <c>(1 + β²) P R / (β² P + R)</c> with β = 2, P
/// and R being the means over n of the shares of the hypotheses' n-grams that references have and of the references' that hypotheses have. As sacreBLEU 2
/// defines it by default (chrF2): sums over all sentences, of several references the best one, orders that one side has not left out.
/// </summary>
public static class ChrF
{
    private const int Orders = 6;
    private const double BetaSquared = 4;

    /// <summary>The score of all hypotheses together, 0 to 100, with one reference for each.</summary>
    /// <param name="hypotheses">Translations.</param>
    /// <param name="references">What they should be.</param>
    /// <exception cref="ArgumentException">No hypotheses, another number of references, or an empty reference.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Corpus(hypotheses, [.. references.Select(reference => new[] { reference })]);
    }

    /// <summary>The score of all hypotheses together, 0 to 100.</summary>
    /// <param name="hypotheses">Translations.</param>
    /// <param name="references">For each hypothesis one or more that would be right; empty ones do not count.</param>
    /// <exception cref="ArgumentException">No hypotheses, or not for each one a reference that is not empty.</exception>
    public static double Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references)
    {
        var compared = NGrams.CheckReferences(hypotheses, references);
        var sums = new Counts[Orders];
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var hypothesis = CountsOf(hypotheses[i]);
            var best = compared[i].Select(reference => Compare(hypothesis, CountsOf(reference))).MaxBy(Score)!;
            for (var order = 0; order < Orders; order++)
                sums[order] = sums[order].Plus(best[order]);
        }

        return Score(sums);
    }

    private static double Score(Counts[] counts)
    {
        var there = counts.Where(count => count.Hypothesis > 0 && count.Reference > 0).ToArray();
        if (there.Length == 0)
            return 0;
        var precision = there.Average(count => (double)count.Matches / count.Hypothesis);
        var recall = there.Average(count => (double)count.Matches / count.Reference);
        return precision + recall == 0 ? 0 : 100 * (1 + BetaSquared) * precision * recall / (BetaSquared * precision + recall);
    }

    private static Dictionary<string, int>[] CountsOf(string text)
    {
        string[] characters = [.. string.Concat(text.Where(character => !NGrams.IsSpace(character))).EnumerateRunes().Select(rune => rune.ToString())];
        return [.. Enumerable.Range(1, Orders).Select(order => NGrams.Count(characters, order))];
    }

    private static Counts[] Compare(Dictionary<string, int>[] hypothesis, Dictionary<string, int>[] reference) =>
    [
        .. hypothesis.Zip(reference, (counts, others) =>
            new Counts(others.Count == 0 ? 0 : counts.Values.Sum(), others.Values.Sum(), NGrams.Matches(counts, others))),
    ];

    /// <summary>N-grams of one order; the hypothesis's count only where the reference has any.</summary>
    private readonly record struct Counts(long Hypothesis, long Reference, long Matches)
    {
        public Counts Plus(Counts other) => new(Hypothesis + other.Hypothesis, Reference + other.Reference, Matches + other.Matches);
    }
}
