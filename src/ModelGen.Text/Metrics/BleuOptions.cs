namespace ModelGen.Text;

/// <summary>How BLEU cuts text into tokens; scores compare only where it is the same.</summary>
public enum BleuTokenization
{
    /// <summary>As NIST's mteval-v13a, for languages that write spaces: sacreBLEU's <c>13a</c>.</summary>
    Mteval13a,

    /// <summary>Each Chinese character by itself, all else as mteval-v13a: sacreBLEU's <c>zh</c>.</summary>
    Chinese,

    /// <summary>Each character by itself: sacreBLEU's <c>char</c>.</summary>
    Character,

    /// <summary>At white space, for text that is cut already: sacreBLEU's <c>none</c>.</summary>
    None,
}

/// <summary>What BLEU counts.</summary>
public sealed record BleuOptions
{
    /// <summary>How text is cut into tokens.</summary>
    public BleuTokenization Tokenization { get; init; } = BleuTokenization.Mteval13a;

    /// <summary>Whether large and small letters are the same.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>
    /// Whether orders of which the hypotheses have no n-grams are left out, as is advised for single sentences; otherwise the score is then 0.
    /// </summary>
    public bool EffectiveOrder { get; init; }
}

/// <summary>BLEU and what it is made of.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Precisions">[4]: of n-grams of each order, 0 to 100, smoothed.</param>
/// <param name="BrevityPenalty">1, or less where the hypotheses are too short.</param>
/// <param name="HypothesisLength">Tokens of the hypotheses.</param>
/// <param name="ReferenceLength">Tokens of the references, of each hypothesis the one of the closest length.</param>
public sealed record BleuScore(double Score, IReadOnlyList<double> Precisions, double BrevityPenalty, long HypothesisLength, long ReferenceLength)
{
    /// <summary>As sacreBLEU writes it.</summary>
    public override string ToString()
    {
        var ratio = ReferenceLength == 0 ? 0 : (double)HypothesisLength / ReferenceLength;
        var precisions = string.Join('/', Precisions.Select(precision => FormattableString.Invariant($"{precision:F1}")));
        var lengths = FormattableString.Invariant($"BP = {BrevityPenalty:F3} ratio = {ratio:F3} hyp_len = {HypothesisLength} ref_len = {ReferenceLength}");
        return FormattableString.Invariant($"BLEU = {Score:F2} {precisions} ({lengths})");
    }
}
