using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>tanh x.</summary>
public sealed record Tanh : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Tanh);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 20;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    public override double Derivative(double y) => 1 - (y * y);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Tanh({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.MultiplyAdd($"-{y}", y, vector.Constant(1));
}
