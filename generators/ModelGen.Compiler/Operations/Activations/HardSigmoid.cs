using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>min(max(x + 3, 0), 6) / 6; PyTorch's <c>Hardsigmoid</c>. The derivative is 1/6 between −3 and 3, and 0 at the kinks.</summary>
public sealed record HardSigmoid : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(HardSigmoid);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 5;

    /// <inheritdoc/>
    public override double Function(double x) => Math.Min(Math.Max(x + 3, 0), 6) / 6;

    /// <inheritdoc/>
    public override double Derivative(double x) => x > -3 && x < 3 ? 1.0 / 6 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"VectorMath.Min(VectorMath.Max({x} + {vector.Constant(3)}, {vector.Zero}), {vector.Constant(6)}) / {vector.Constant(6)}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => vector.Select(vector.Compare("LessThan", $"{vector.Class}.Abs({x})", vector.Constant(3)), vector.Constant(1.0 / 6), vector.Zero);
}
