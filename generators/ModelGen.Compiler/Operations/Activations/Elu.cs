using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x where positive, otherwise α(eˣ − 1), α above 0 (Clevert et al. 2016). The derivative below 0 is α·eˣ = y + α.</summary>
public sealed record Elu(float Alpha = 1f) : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Elu);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Positive("alpha", Alpha);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Elu({Alpha})");

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 20;

    /// <inheritdoc/>
    public override double Function(double x) => x > 0 ? x : Alpha * (Math.Exp(x) - 1);

    /// <inheritdoc/>
    public override double Derivative(double y) => y > 0 ? 1 : y + Alpha;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThan", x, vector.Zero), x, $"VectorMath.Expm1({x}) * {vector.Constant(Alpha)}");

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Select(vector.Compare("GreaterThan", y, vector.Zero), vector.Constant(1), $"{y} + {vector.Constant(Alpha)}");
}
