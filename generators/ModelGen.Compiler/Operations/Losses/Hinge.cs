using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over the outputs of max(0, 1 − t·y), for targets t = ±1. The derivative is −t where t·y &lt; 1 and 0 from there on.</summary>
public sealed record Hinge : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(Hinge);

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Signs;

    /// <inheritdoc/>
    public override double Function(double y, double t) => Math.Max(0, 1 - (t * y));

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => t * y < 1 ? -t : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string y, string t) => $"VectorMath.Max({vector.MultiplyAdd($"-{t}", y, vector.Constant(1))}, {vector.Zero})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) =>
        vector.Select(vector.Compare("LessThan", $"{t} * {y}", vector.Constant(1)), $"-{t}", vector.Zero);

    /// <inheritdoc/>
    public override double TargetDerivative(double y, double t) => t * y < 1 ? -y : 0;

    /// <inheritdoc/>
    public override string TargetVectorDerivative(VectorWidth vector, string y, string t) =>
        vector.Select(vector.Compare("LessThan", $"{t} * {y}", vector.Constant(1)), $"-{y}", vector.Zero);
}
