using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The smaller of two numbers; NaN if either is NaN. Where they are equal each gets half of the gradient, as with PyTorch's <c>torch.minimum</c>.</summary>
public sealed record Min : Binary
{
    /// <inheritdoc/>
    public override string Name => nameof(Min);

    /// <inheritdoc/>
    public override int Cost => 4;

    /// <inheritdoc/>
    public override double Function(double x, double y) => Math.Min(x, y);

    /// <inheritdoc/>
    public override double LeftDerivative(double x, double y) => x < y ? 1 : x == y ? 0.5 : 0;

    /// <inheritdoc/>
    public override double RightDerivative(double x, double y) => LeftDerivative(y, x);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x, string y) => $"VectorMath.Min({x}, {y})";

    /// <inheritdoc/>
    public override string LeftVectorDerivative(VectorWidth vector, string x, string y) => vector.Select(
        vector.Compare("LessThan", x, y), vector.Constant(1), vector.Select(vector.Compare("Equals", x, y), vector.Constant(0.5), vector.Zero));

    /// <inheritdoc/>
    public override string RightVectorDerivative(VectorWidth vector, string x, string y) => LeftVectorDerivative(vector, y, x);
}
