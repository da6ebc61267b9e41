namespace ModelGen.Runtime;

/// <summary>What a network's output says about classes.</summary>
internal static class Scores
{
    /// <summary>Replaces scores by probabilities.</summary>
    /// <exception cref="InvalidOperationException">Outputs that no objective takes as scores with probabilities.</exception>
    public static void ToProbabilities(ScoreKind kind, Span<float> scores)
    {
        switch (kind)
        {
            case ScoreKind.Logits:
                Softmax(scores);
                break;
            case ScoreKind.LogProbabilities:
                foreach (ref var score in scores)
                    score = VectorMath.Exp(score);
                break;
            case ScoreKind.BinaryLogits:
                foreach (ref var score in scores)
                    score = 1 / (1 + VectorMath.Exp(-score));
                break;
            default:
                throw new InvalidOperationException("The outputs are not scores that probabilities follow from.");
        }
    }

    /// <summary>The class: of a single score 1 where it is positive, otherwise 0; of several the largest's, the first among equals.</summary>
    public static int Label(ReadOnlySpan<float> scores) => scores.Length == 1 ? (scores[0] > 0 ? 1 : 0) : Largest(scores);

    /// <summary>Index of the largest score, the first among equals; NaN is never it, unless all are.</summary>
    public static int Largest(ReadOnlySpan<float> scores)
    {
        var largest = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[largest] || float.IsNaN(scores[largest]))
                largest = i;
        }

        return largest;
    }

    /// <summary><c>e^(xᵢ − max) / Σⱼ e^(xⱼ − max)</c>, added in order.</summary>
    private static void Softmax(Span<float> scores)
    {
        var maximum = scores[Largest(scores)];
        Exponentials.Fill(scores, maximum, scores);
        var sum = 0f;
        foreach (var score in scores)
            sum += score;
        foreach (ref var score in scores)
            score /= sum;
    }
}
