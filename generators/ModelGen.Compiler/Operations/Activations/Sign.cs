using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>1 where x ≥ 0, otherwise −1 (for NaN too): the perceptron's output (Rosenblatt 1958). Nothing before it learns.</summary>
public sealed record Sign : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Sign);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override bool IsFlat => true;

    /// <inheritdoc/>
    public override int Cost => 2;

    /// <inheritdoc/>
    public override double Function(double x) => x >= 0 ? 1 : -1;

    /// <inheritdoc/>
    public override double Derivative(double y) => 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThanOrEqual", x, vector.Zero), vector.Constant(1), vector.Constant(-1));

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Zero;
}
