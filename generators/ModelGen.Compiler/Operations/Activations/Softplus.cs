using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>ln(1 + eˣ). The derivative is σ(x) = 1 − e⁻ʸ.</summary>
public sealed record Softplus : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Softplus);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 35;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    public override double Derivative(double y) => 1 - Math.Exp(-y);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Softplus({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => $"-VectorMath.Expm1(-{y})";
}
