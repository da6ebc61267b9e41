using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>1 where x ≥ 0, otherwise 0 (for NaN too): the neuron of McCulloch and Pitts (1943). Nothing before it learns.</summary>
public sealed record Step : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Step);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override bool IsFlat => true;

    /// <inheritdoc/>
    public override int Cost => 2;

    /// <inheritdoc/>
    public override double Function(double x) => x >= 0 ? 1 : 0;

    /// <inheritdoc/>
    public override double Derivative(double y) => 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThanOrEqual", x, vector.Zero), vector.Constant(1), vector.Zero);

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Zero;
}
