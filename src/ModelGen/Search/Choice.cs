using ModelGen.Runtime;

namespace ModelGen;

/// <summary>The values that a search may give a hyper-parameter.</summary>
public sealed class Choice
{
    private readonly float[] values;
    private readonly Func<double, float>? ofShare;
    private readonly string text;

    private Choice(float[] values, Func<double, float>? ofShare, string text)
    {
        this.values = values;
        this.ofShare = ofShare;
        this.text = text;
    }

    /// <summary>The values that a grid takes; empty for a range, which has no end of them.</summary>
    public IReadOnlyList<float> Values => values;

    /// <summary>One of some values.</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public static Choice Of(params ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("Expected one value or more, got none.", nameof(values));
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException(FormattableString.Invariant($"Expected finite numbers, got {value}."), nameof(values));
        }

        var list = values.ToArray();
        return new Choice(list, null, $"one of {string.Join(", ", list.Select(value => FormattableString.Invariant($"{value}")))}");
    }

    /// <summary>Any number of a range, all parts of it alike.</summary>
    /// <param name="low">The lowest.</param>
    /// <param name="high">Above the lowest.</param>
    /// <exception cref="ArgumentOutOfRangeException">No range.</exception>
    public static Choice Between(float low, float high)
    {
        Check(low, high);
        return new Choice([], share => (float)(low + ((double)high - low) * share), FormattableString.Invariant($"between {low} and {high}"));
    }

    /// <summary>Any number of a range, each power of ten alike: for rates and decays.</summary>
    /// <param name="low">The lowest, above 0.</param>
    /// <param name="high">Above the lowest.</param>
    /// <exception cref="ArgumentOutOfRangeException">No range of positive numbers.</exception>
    public static Choice Logarithmic(float low, float high)
    {
        if (!(low > 0))
            throw new ArgumentOutOfRangeException(nameof(low), low, "Expected a finite number above 0.");
        Check(low, high);
        return new Choice([], share => (float)(low * RealMath.Exp(share * RealMath.Log((double)high / low))), FormattableString.Invariant($"between {low} and {high}, by powers"));
    }

    /// <summary>What the search takes, in words.</summary>
    public override string ToString() => text;

    /// <summary>A value for a random number in [0, 1).</summary>
    internal float Pick(double share) => ofShare is null ? values[(int)(share * values.Length)] : ofShare(share);

    private static void Check(float low, float high)
    {
        if (!float.IsFinite(low))
            throw new ArgumentOutOfRangeException(nameof(low), low, "Expected a finite number.");
        if (!(low < high) || !float.IsFinite(high))
            throw new ArgumentOutOfRangeException(nameof(high), high, FormattableString.Invariant($"Expected a finite number above the lowest, {low}."));
    }
}
