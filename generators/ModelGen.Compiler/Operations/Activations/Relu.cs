using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>max(0, x); NaN stays NaN. The derivative at 0 is 0.</summary>
public sealed record Relu : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Relu);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 2;

    /// <inheritdoc/>
    public override double Function(double x) => x < 0 ? 0 : x;

    /// <inheritdoc/>
    public override double Derivative(double y) => y > 0 ? 1 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("LessThan", x, vector.Zero), vector.Zero, x);

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Select(vector.Compare("GreaterThan", y, vector.Zero), vector.Constant(1), vector.Zero);
}
