using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>−x.</summary>
public sealed record Negate : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Negate);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 1;

    /// <inheritdoc/>
    public override double Function(double x) => -x;

    /// <inheritdoc/>
    public override double Derivative(double y) => -1;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"-{x}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Constant(-1);
}
