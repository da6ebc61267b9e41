using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x·Φ(x), Φ being the normal distribution function (1 + erf(x/√2)) / 2 (Hendrycks and Gimpel 2016): the exact form, not its tanh approximation. The derivative is Φ(x) + x·φ(x).</summary>
public sealed record Gelu : Elementwise
{
    private const double InverseRootOfTwo = 0.70710678118654752440;
    private const double InverseRootOfTwoPi = 0.39894228040143267794;

    /// <inheritdoc/>
    public override string Name => nameof(Gelu);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 35;

    /// <inheritdoc/>
    public override double Function(double x) => x * Distribution(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Distribution(x) + (x * InverseRootOfTwoPi * Math.Exp(-0.5 * x * x));

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{x} * {Distribution(vector, x)}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => vector.MultiplyAdd($"{x} * {vector.Constant(InverseRootOfTwoPi)}", $"VectorMath.Exp({x} * {x} * {vector.Constant(-0.5)})", Distribution(vector, x));

    private static string Distribution(VectorWidth vector, string x) =>
        vector.MultiplyAdd($"VectorMath.Erf({x} * {vector.Constant(InverseRootOfTwo)})", vector.Constant(0.5), vector.Constant(0.5));

    private static double Distribution(double x) => 0.5 * (1 + ErrorFunction.Of(x * InverseRootOfTwo));
}
