using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>min(max(x, −1), 1). The derivative at the kinks is 0.</summary>
public sealed record HardTanh : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(HardTanh);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 3;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Min(Math.Max(x, -1), 1);

    /// <inheritdoc/>
    public override double Derivative(double y) => y > -1 && y < 1 ? 1 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Min(VectorMath.Max({x}, {vector.Constant(-1)}), {vector.Constant(1)})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Select(vector.Compare("LessThan", $"{vector.Class}.Abs({y})", vector.Constant(1)), vector.Constant(1), vector.Zero);
}
