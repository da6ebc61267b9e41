namespace ModelGen;

/// <summary>How the next token is drawn from the scores of a step. The limits apply one after the other, in the order in which they stand here.</summary>
public sealed record SamplingOptions
{
    private readonly double temperature = 1, topP = 1;
    private readonly int topK;

    /// <summary>Scores are divided by it before they become probabilities: below 1 the probable becomes more probable; 0 takes the most probable token always.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public double Temperature
    {
        get => temperature;
        init => temperature = double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Temperature), value, "Expected a finite number that is not negative.");
    }

    /// <summary>Only so many of the most probable tokens are drawn (Fan, Lewis and Dauphin 2018); 0 for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int TopK
    {
        get => topK;
        init => topK = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(TopK), value, "Expected a number that is not negative.");
    }

    /// <summary>Only the most probable tokens are drawn whose probabilities together reach this: the nucleus (Holtzman et al. 2020); 1 for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0, or above 1.</exception>
    public double TopP
    {
        get => topP;
        init => topP = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(TopP), value, "Expected a number above 0, at most 1.");
    }

    /// <summary>Decides what is drawn.</summary>
    public int Seed { get; init; }
}
