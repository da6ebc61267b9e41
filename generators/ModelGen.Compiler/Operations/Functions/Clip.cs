using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>min(max(x, low), high); NaN stays NaN. The derivative is 1 from low to high, both included, and 0 beyond, as with PyTorch's <c>clamp</c>.</summary>
public sealed record Clip(float Low, float High) : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Clip);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Clip({Low}, {High})");

    /// <inheritdoc/>
    public override Problem? Validate() => Low <= High ? null : Constants.OutOfRange("high", High, FormattableString.Invariant($"at least low, {Low}"));

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 4;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Min(Math.Max(x, Low), High);

    /// <inheritdoc/>
    public override double Derivative(double x) => x >= Low && x <= High ? 1 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Min({vector.Constant(High)}, VectorMath.Max({vector.Constant(Low)}, {x}))";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => vector.Select(
        $"{vector.Compare("GreaterThanOrEqual", x, vector.Constant(Low))} & {vector.Compare("LessThanOrEqual", x, vector.Constant(High))}", vector.Constant(1), vector.Zero);
}
