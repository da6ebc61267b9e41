using ModelGen.Runtime;

namespace ModelGen;

/// <summary>From <c>low</c> to <c>high</c> in <c>steps</c> steps, back in as many, and again, in straight lines (Smith 2017); the declared rate has no part in it. PyTorch's <c>CyclicLR</c>.</summary>
/// <param name="low">The lowest rate, above 0.</param>
/// <param name="high">The highest rate, at least <paramref name="low"/>.</param>
/// <param name="steps">Steps of half a cycle, at least 1.</param>
public sealed class Cyclical(float low, float high, int steps) : Schedule
{
    /// <summary>The lowest rate.</summary>
    public float Low { get; } = Positive(low, nameof(low));

    /// <summary>The highest rate.</summary>
    public float High { get; } = high >= low
        ? Positive(high, nameof(high))
        : throw new ArgumentOutOfRangeException(nameof(high), high, FormattableString.Invariant($"Expected at least the lowest rate, {low}."));

    /// <summary>Steps of half a cycle.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <inheritdoc/>
    public override double RateAt(double rate, long step)
    {
        var place = step % (2L * Steps);
        var up = place <= Steps ? place : 2L * Steps - place;
        return Low + ((double)High - Low) * up / Steps;
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Cyclical({Low}, {High}, {Steps})");
}

/// <summary>
/// From a fraction of the rate up to the rate, then down to nearly nothing, both along half a cosine (Smith and Topin 2018). PyTorch's <c>OneCycleLR</c>: with <c>up = warmup·steps − 1</c> it is at step t ≤ up
/// <c>η/initial</c> → <c>η</c>, then until step <c>steps − 1</c> <c>η</c> → <c>η/initial/final</c>.
/// </summary>
/// <param name="steps">Steps of the whole cycle, at least 2.</param>
public sealed class OneCycle(int steps) : Schedule
{
    private float warmupShare = 0.3f, initialDivisor = 25, finalDivisor = 1e4f;

    /// <summary>Steps of the whole cycle.</summary>
    public int Steps { get; } = steps >= 2 ? steps : throw new ArgumentOutOfRangeException(nameof(steps), steps, "Expected 2 or more.");

    /// <summary>The share of the steps in which the rate grows, above 0 and below 1.</summary>
    public float WarmupShare
    {
        get => warmupShare;
        set => warmupShare = value is > 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(WarmupShare), value, "Expected a number above 0 and below 1.");
    }

    /// <summary>The first rate is the declared one divided by this, above 0.</summary>
    public float InitialDivisor { get => initialDivisor; set => initialDivisor = Positive(value, nameof(InitialDivisor)); }

    /// <summary>The last rate is the first one divided by this, above 0.</summary>
    public float FinalDivisor { get => finalDivisor; set => finalDivisor = Positive(value, nameof(FinalDivisor)); }

    /// <inheritdoc/>
    public override double RateAt(double rate, long step)
    {
        var (up, last) = (Math.Max(0, (double)WarmupShare * Steps - 1), Steps - 1.0);
        var (first, end) = (rate / InitialDivisor, rate / InitialDivisor / FinalDivisor);
        return step <= up ? Cosine.Between(first, rate, up > 0 ? step / up : 1) : Cosine.Between(rate, end, Math.Min(1, (step - up) / (last - up)));
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"OneCycle({Steps}, WarmupShare = {WarmupShare}, InitialDivisor = {InitialDivisor}, FinalDivisor = {FinalDivisor})");
}

/// <summary>Half a cosine.</summary>
internal static class Cosine
{
    /// <summary>The way from one value to another.</summary>
    /// <param name="from">The value at 0.</param>
    /// <param name="to">The value at 1.</param>
    /// <param name="share">0 to 1.</param>
    public static double Between(double from, double to, double share) => to + (from - to) * (1 + RealMath.CosPi(share)) / 2;
}
