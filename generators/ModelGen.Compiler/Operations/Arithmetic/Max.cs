using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The larger of two numbers; NaN if either is NaN. Where they are equal each gets half of the gradient, as with PyTorch's <c>torch.maximum</c>.</summary>
public sealed record Max : Binary
{
    /// <inheritdoc/>
    public override string Name => nameof(Max);

    /// <inheritdoc/>
    public override int Cost => 4;

    /// <inheritdoc/>
    public override double Function(double x, double y) => Math.Max(x, y);

    /// <inheritdoc/>
    public override double LeftDerivative(double x, double y) => x > y ? 1 : x == y ? 0.5 : 0;

    /// <inheritdoc/>
    public override double RightDerivative(double x, double y) => LeftDerivative(y, x);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x, string y) => $"VectorMath.Max({x}, {y})";

    /// <inheritdoc/>
    public override string LeftVectorDerivative(VectorWidth vector, string x, string y) => vector.Select(
        vector.Compare("GreaterThan", x, y), vector.Constant(1), vector.Select(vector.Compare("Equals", x, y), vector.Constant(0.5), vector.Zero));

    /// <inheritdoc/>
    public override string RightVectorDerivative(VectorWidth vector, string x, string y) => LeftVectorDerivative(vector, y, x);
}
