using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The mean over the outputs of max(0, −t·y), for targets t = ±1. The derivative is −t where t·y ≤ 0, so that a step on one sample is the perceptron's rule, which corrects
/// also on the border (Rosenblatt 1958): from weights of zero it would never start otherwise.
/// </summary>
public sealed record Perceptron : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(Perceptron);

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.Signs;

    /// <inheritdoc/>
    public override double Function(double y, double t) => Math.Max(0, -t * y);

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => t * y <= 0 ? -t : 0;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string y, string t) => $"VectorMath.Max(-{t} * {y}, {vector.Zero})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) =>
        vector.Select(vector.Compare("LessThanOrEqual", $"{t} * {y}", vector.Zero), $"-{t}", vector.Zero);

    /// <inheritdoc/>
    public override double TargetDerivative(double y, double t) => t * y <= 0 ? -y : 0;

    /// <inheritdoc/>
    public override string TargetVectorDerivative(VectorWidth vector, string y, string t) =>
        vector.Select(vector.Compare("LessThanOrEqual", $"{t} * {y}", vector.Zero), $"-{y}", vector.Zero);
}
