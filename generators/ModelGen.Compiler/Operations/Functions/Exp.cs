using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>eˣ. The derivative is y.</summary>
public sealed record Exp : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Exp);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 15;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Exp(x);

    /// <inheritdoc/>
    public override double Derivative(double y) => y;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Exp({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => y;
}
