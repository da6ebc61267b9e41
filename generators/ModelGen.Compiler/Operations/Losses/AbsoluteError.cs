using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over the outputs of |y − t|; PyTorch's <c>L1Loss</c>. The derivative where y = t is 0.</summary>
public sealed record AbsoluteError : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(AbsoluteError);

    /// <inheritdoc/>
    public override double Function(double y, double t) => Math.Abs(y - t);

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => y > t ? 1 : y < t ? -1 : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string y, string t) => $"{vector.Class}.Abs({y} - {t})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) =>
        vector.Select(vector.Compare("GreaterThan", y, t), vector.Constant(1), vector.Select(vector.Compare("LessThan", y, t), vector.Constant(-1), vector.Zero));
}
