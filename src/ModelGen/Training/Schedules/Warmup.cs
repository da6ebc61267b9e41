namespace ModelGen;

/// <summary>The rate grows in equal parts, <c>η·(t + 1)/steps</c>, to the full rate at step <c>steps − 1</c>, and stays (Goyal et al. 2017, section 2.2).</summary>
/// <param name="steps">Steps until the full rate, at least 1.</param>
public sealed class Warmup(int steps) : Schedule
{
    /// <summary>Steps until the full rate.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => step + 1 >= Steps ? rate : rate * (step + 1) / Steps;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"Warmup({Steps})");
}
