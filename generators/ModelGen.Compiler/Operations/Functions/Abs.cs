using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>|x|. The derivative is the sign, 0 at 0.</summary>
public sealed record Abs : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Abs);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 2;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Abs(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => x > 0 ? 1 : x < 0 ? -1 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{vector.Class}.Abs({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThan", x, vector.Zero), vector.Constant(1), vector.Select(vector.Compare("LessThan", x, vector.Zero), vector.Constant(-1), vector.Zero));
}
