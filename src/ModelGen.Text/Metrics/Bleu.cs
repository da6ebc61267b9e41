namespace ModelGen.Text;

/// <summary>
/// BLEU (Papineni et al. 2002), the measure of translations: <c>BP · exp(Σ ln pₙ / 4)</c>, pₙ being the share of the hypotheses' n-grams that their
/// references have, n from 1 to 4, and <c>BP = exp(1 − r/c)</c> where the hypotheses' length c is below the references' r. As sacreBLEU 2 defines it (Post
/// 2018), whose scores are comparable: smoothing <c>exp</c>, which takes for the k-th pₙ without a match <c>1 / (2ᵏ · n-grams)</c>, and of several references
/// the closest length, of two the shorter.
/// </summary>
public static class Bleu
{
    private const int Orders = 4;

    /// <summary>The score of all hypotheses together, with one reference for each.</summary>
    /// <param name="hypotheses">Translations, as they are to be read: not cut into tokens.</param>
    /// <param name="references">What they should be.</param>
    /// <param name="options">How text is cut, and what counts.</param>
    /// <exception cref="ArgumentException">No hypotheses, another number of references, or an empty reference.</exception>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<string> references, BleuOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(references);
        return Corpus(hypotheses, [.. references.Select(reference => new[] { reference })], options);
    }

    /// <summary>The score of all hypotheses together.</summary>
    /// <param name="hypotheses">Translations, as they are to be read: not cut into tokens.</param>
    /// <param name="references">For each hypothesis one or more that would be right; empty ones do not count.</param>
    /// <param name="options">How text is cut, and what counts.</param>
    /// <exception cref="ArgumentException">No hypotheses, or not for each one a reference that is not empty.</exception>
    public static BleuScore Corpus(IReadOnlyList<string> hypotheses, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions? options = null)
    {
        options ??= new BleuOptions();
        var compared = NGrams.CheckReferences(hypotheses, references);
        var (correct, total) = (new long[Orders], new long[Orders]);
        var (length, referenceLength) = (0L, 0L);
        for (var i = 0; i < hypotheses.Count; i++)
        {
            var hypothesis = BleuTokens.Of(hypotheses[i], options);
            IReadOnlyList<string>[] tokens = [.. compared[i].Select(reference => BleuTokens.Of(reference, options))];
            length += hypothesis.Count;
            referenceLength += tokens.Select(reference => reference.Count).OrderBy(count => Math.Abs(count - hypothesis.Count)).ThenBy(count => count).First();
            for (var order = 1; order <= Orders; order++)
            {
                total[order - 1] += Math.Max(0, hypothesis.Count - order + 1);
                correct[order - 1] += NGrams.Matches(NGrams.Count(hypothesis, order), MostOf(tokens, order));
            }
        }

        return Score(correct, total, length, referenceLength, options.EffectiveOrder);
    }

    /// <summary>Each n-gram as often as the reference has it that has it most often.</summary>
    private static Dictionary<string, int> MostOf(IReadOnlyList<string>[] references, int order)
    {
        var most = NGrams.Count(references[0], order);
        foreach (var reference in references.Skip(1))
        {
            foreach (var (run, count) in NGrams.Count(reference, order))
                most[run] = Math.Max(most.GetValueOrDefault(run), count);
        }

        return most;
    }

    private static BleuScore Score(long[] correct, long[] total, long length, long referenceLength, bool isEffectiveOrder)
    {
        var penalty = length >= referenceLength ? 1 : length == 0 ? 0 : Math.Exp(1 - (double)referenceLength / length);
        var precisions = new double[Orders];
        if (Array.TrueForAll(correct, count => count == 0))
            return new BleuScore(0, precisions, penalty, length, referenceLength);
        var smoothing = 1.0;
        var orders = 0;
        while (orders < Orders && total[orders] > 0)
        {
            if (correct[orders] == 0)
                smoothing *= 2;
            precisions[orders] = correct[orders] == 0 ? 100 / (smoothing * total[orders]) : 100.0 * correct[orders] / total[orders];
            orders++;
        }

        var score = orders == Orders || isEffectiveOrder ? penalty * Math.Exp(precisions.Take(orders).Sum(Math.Log) / orders) : 0;
        return new BleuScore(score, precisions, penalty, length, referenceLength);
    }
}
