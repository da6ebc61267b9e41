using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x to a constant power: a product where the exponent is an integer, otherwise e^(exponent · ln x), which is NaN below 0. The derivative is exponent · x^(exponent − 1).</summary>
public sealed record Pow(float Exponent) : Elementwise
{
    // Integers from here on are no longer consecutive floats.
    private const float LargestInteger = 1 << 24;

    /// <inheritdoc/>
    public override string Name => nameof(Pow);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Pow({Exponent})");

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Finite("exponent", Exponent);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 40;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Pow(x, Exponent);

    /// <inheritdoc/>
    public override double Derivative(double x) => Exponent == 0 ? 0 : Exponent * Math.Pow(x, Exponent - 1.0);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => Power(vector, x, Exponent);

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => Exponent == 0 ? vector.Zero : $"{vector.Constant(Exponent)} * {Power(vector, x, Exponent - 1f)}";

    private static string Power(VectorWidth vector, string x, float exponent) => Math.Abs(exponent) <= LargestInteger && exponent == (int)exponent
        ? $"VectorMath.Pow({x}, {((int)exponent).ToString(CultureInfo.InvariantCulture)})"
        : $"VectorMath.Exp({vector.Constant(exponent)} * VectorMath.Log({x}))";
}
