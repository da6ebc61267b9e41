namespace ModelGen;

/// <summary>How a beam search goes about it.</summary>
public sealed record BeamOptions
{
    private readonly int width = 5;
    private readonly double lengthPenalty = 1;

    /// <summary>Continuations that are followed at once, and answers for each sequence.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Width
    {
        get => width;
        init => width = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Width), value, "Expected at least 1.");
    }

    /// <summary>An answer's score is the logarithm of its probability divided by its number of tokens, the end included, to this power: 0 takes the most probable answer, which is a short one, 1 the one whose tokens are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double LengthPenalty
    {
        get => lengthPenalty;
        init => lengthPenalty = double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(LengthPenalty), value, "Expected a finite number that is not negative.");
    }
}

/// <summary>An answer of a beam search.</summary>
/// <param name="Tokens">The tokens behind the prompt, without the end.</param>
/// <param name="LogProbability">The natural logarithm of its probability.</param>
/// <param name="Score">That, normalized by the length: what answers are ordered by.</param>
/// <param name="HasEnded">Whether it came to its end, and was not cut off at the largest length.</param>
public sealed record Hypothesis(int[] Tokens, double LogProbability, double Score, bool HasEnded);
