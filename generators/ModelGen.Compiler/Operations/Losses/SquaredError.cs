using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over the outputs of (y − t)²; PyTorch's <c>MSELoss</c>.</summary>
public sealed record SquaredError : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(SquaredError);

    /// <inheritdoc/>
    public override double Function(double y, double t) => (y - t) * (y - t);

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => 2 * (y - t);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string y, string t) => $"({y} - {t}) * ({y} - {t})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) => $"{vector.Constant(2)} * ({y} - {t})";
}
