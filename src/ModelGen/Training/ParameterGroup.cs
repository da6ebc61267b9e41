namespace ModelGen;

/// <summary>Weights that are trained at a rate or with a decay of their own, or not at all, as in fine-tuning. Where several groups hold a weight, the last one counts.</summary>
/// <param name="Pattern">
/// Names: of a tensor (<c>dense1.weight</c>), of what holds it (<c>residual3</c>, which is all of <c>residual3.conv2D1.weight</c>…), or with <c>*</c> for any letters (<c>conv2D*</c>, <c>*.bias</c>).
/// </param>
public sealed record ParameterGroup(string Pattern)
{
    /// <summary>What the learning rate is multiplied by, at least 0.</summary>
    public float RateFactor { get; init; } = 1;

    /// <summary>The optimizer's weight decay for this group, at least 0; nothing for the optimizer's own.</summary>
    public float? WeightDecay { get; init; }

    /// <summary>Whether its weights stay as they are.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>Whether a tensor belongs to the group.</summary>
    /// <param name="name">The tensor's name.</param>
    public bool Holds(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NamePattern.Matches(Pattern, name);
    }

    /// <summary>What it changes, alike in every culture: <c>conv2D*: frozen</c>, <c>*.bias: rate × 0.1, weight decay 0</c>.</summary>
    public override string ToString()
    {
        var decay = WeightDecay is { } own ? FormattableString.Invariant($", weight decay {own}") : "";
        return IsFrozen ? $"{Pattern}: frozen" : FormattableString.Invariant($"{Pattern}: rate × {RateFactor}{decay}");
    }

    /// <exception cref="ArgumentException">No pattern.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number out of range.</exception>
    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Pattern);
        if (!(RateFactor is >= 0 and < float.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(RateFactor), RateFactor, $"Expected a finite number, 0 or more, for the group '{Pattern}'.");
        if (WeightDecay is { } decay && !(decay is >= 0 and < float.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(WeightDecay), decay, $"Expected a finite number, 0 or more, for the group '{Pattern}'.");
    }
}
