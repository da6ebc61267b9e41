using ModelGen.Runtime;

namespace ModelGen;

/// <summary><c>η·factor^⌊t/every⌋</c>. PyTorch's <c>StepLR</c>, counted in steps.</summary>
/// <param name="every">Steps from one fall to the next, at least 1.</param>
/// <param name="factor">What a fall multiplies the rate by, above 0.</param>
public sealed class StepDecay(int every, float factor = 0.1f) : Schedule
{
    private readonly double exactFactor = Decimals.AsWritten(factor);

    /// <summary>Steps from one fall to the next.</summary>
    public int Every { get; } = Count(every, nameof(every));

    /// <summary>What a fall multiplies the rate by.</summary>
    public float Factor { get; } = Positive(factor, nameof(factor));

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => rate * RealMath.Power(exactFactor, step / Every);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"StepDecay({Every}, {Factor})");
}

/// <summary><c>η·factor^(t/steps)</c>. PyTorch's <c>ExponentialLR</c> with one step for each epoch.</summary>
/// <param name="factor">What <paramref name="steps"/> steps multiply the rate by, above 0.</param>
/// <param name="steps">At least 1.</param>
public sealed class ExponentialDecay(float factor, int steps = 1) : Schedule
{
    private readonly double exactFactor = Decimals.AsWritten(factor);

    /// <summary>What <see cref="Steps"/> steps multiply the rate by.</summary>
    public float Factor { get; } = Positive(factor, nameof(factor));

    /// <summary>Steps in which the rate changes by the factor.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => rate * RealMath.Pow(exactFactor, (double)step / Steps);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"ExponentialDecay({Factor}, {Steps})");
}

/// <summary><c>η / (1 + decay·t/steps)</c>.</summary>
/// <param name="decay">At least 0.</param>
/// <param name="steps">At least 1.</param>
public sealed class InverseTimeDecay(float decay, int steps = 1) : Schedule
{
    private readonly double exactDecay = Decimals.AsWritten(decay);

    /// <summary>What <see cref="Steps"/> steps add to the divisor.</summary>
    public float Decay { get; } = NotNegative(decay, nameof(decay));

    /// <summary>Steps in which the divisor grows by the decay.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => rate / (1 + exactDecay * step / Steps);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"InverseTimeDecay({Decay}, {Steps})");
}

/// <summary><c>η·(final + (1 − final)·(1 − t/steps)^power)</c>, from step <paramref name="steps"/> on <c>η·final</c>. PyTorch's <c>PolynomialLR</c> where <c>final</c> is 0.</summary>
/// <param name="steps">Steps until the end, at least 1.</param>
/// <param name="power">Above 0; 1 is a straight line.</param>
public sealed class PolynomialDecay(int steps, float power = 1f) : Schedule
{
    private float finalFactor;

    /// <summary>Steps until the end.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <summary>The exponent.</summary>
    public float Power { get; } = Positive(power, nameof(power));

    /// <summary>The share of the rate that is left at the end, at least 0.</summary>
    public float FinalFactor { get => finalFactor; set => finalFactor = NotNegative(value, nameof(FinalFactor)); }

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => rate * (FinalFactor + (1.0 - FinalFactor) * RealMath.Pow(1 - (double)Math.Min(step, Steps) / Steps, Power));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"PolynomialDecay({Steps}, {Power}, FinalFactor = {FinalFactor})");
}

/// <summary><c>η·(final + (1 − final)·(1 + cos πt/steps)/2)</c>, from step <paramref name="steps"/> on <c>η·final</c> (Loshchilov and Hutter 2017, without restarts). PyTorch's <c>CosineAnnealingLR</c>.</summary>
/// <param name="steps">Steps until the end, at least 1.</param>
public sealed class CosineDecay(int steps) : Schedule
{
    private float finalFactor;

    /// <summary>Steps until the end.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <summary>The share of the rate that is left at the end, at least 0.</summary>
    public float FinalFactor { get => finalFactor; set => finalFactor = NotNegative(value, nameof(FinalFactor)); }

    /// <inheritdoc/>
    public override double RateAt(double rate, long step) => rate * Cosine.Between(1, FinalFactor, (double)Math.Min(step, Steps) / Steps);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"CosineDecay({Steps}, FinalFactor = {FinalFactor})");
}

/// <summary>As <see cref="CosineDecay"/>, but at the end the rate is full again; the k-th run has <c>steps·multiplier^k</c> steps (Loshchilov and Hutter 2017). PyTorch's <c>CosineAnnealingWarmRestarts</c>.</summary>
/// <param name="steps">Steps of the first run, at least 1.</param>
/// <param name="multiplier">By what each run is longer than the one before, at least 1.</param>
public sealed class CosineRestarts(int steps, int multiplier = 1) : Schedule
{
    private float finalFactor;

    /// <summary>Steps of the first run.</summary>
    public int Steps { get; } = Count(steps, nameof(steps));

    /// <summary>By what each run is longer than the one before.</summary>
    public int Multiplier { get; } = Count(multiplier, nameof(multiplier));

    /// <summary>The share of the rate that is left at the end of a run, at least 0.</summary>
    public float FinalFactor { get => finalFactor; set => finalFactor = NotNegative(value, nameof(FinalFactor)); }

    /// <inheritdoc/>
    public override double RateAt(double rate, long step)
    {
        Int128 length = Steps, done = step;
        if (Multiplier == 1)
            done %= length;
        for (; done >= length; length *= Multiplier)
            done -= length;
        return rate * Cosine.Between(1, FinalFactor, (double)done / (double)length);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"CosineRestarts({Steps}, {Multiplier}, FinalFactor = {FinalFactor})");
}
