using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The natural logarithm: −∞ at 0, NaN below. The derivative is 1/x.</summary>
public sealed record Log : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Log);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 20;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Log(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => 1 / x;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Log({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => $"{vector.Constant(1)} / {x}";
}
