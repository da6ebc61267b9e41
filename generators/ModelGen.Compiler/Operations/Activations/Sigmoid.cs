using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>σ(x) = 1 / (1 + e⁻ˣ). The derivative is y(1 − y).</summary>
public sealed record Sigmoid : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Sigmoid);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 20;

    /// <inheritdoc/>
    public override double Function(double x) => 1 / (1 + Math.Exp(-x));

    /// <inheritdoc/>
    public override double Derivative(double y) => y * (1 - y);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Sigmoid({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => $"{y} * ({vector.Constant(1)} - {y})";
}
