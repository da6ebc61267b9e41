using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>√x; NaN below 0. The derivative is 1/(2y), ∞ at 0.</summary>
public sealed record Sqrt : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Sqrt);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 3;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Sqrt(x);

    /// <inheritdoc/>
    public override double Derivative(double y) => 0.5 / y;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{vector.Class}.Sqrt({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => $"{vector.Constant(0.5)} / {y}";
}
