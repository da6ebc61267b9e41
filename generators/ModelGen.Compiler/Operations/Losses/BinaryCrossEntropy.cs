using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The mean over the outputs of −t·ln σ(y) − (1 − t)·ln(1 − σ(y)) on scores y, for targets t in [0, 1]; PyTorch's <c>BCEWithLogitsLoss</c>. In the form
/// max(y, 0) − y·t + ln(1 + e^−|y|) nothing overflows and nothing cancels.
/// </summary>
public sealed record BinaryCrossEntropy : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(BinaryCrossEntropy);

    /// <inheritdoc/>
    public override ScoreKind ScoreKind => ScoreKind.BinaryLogits;

    /// <inheritdoc/>
    public override int Cost => 40;

    /// <inheritdoc/>
    public override double Function(double y, double t) => Math.Max(y, 0) - (y * t) + Math.Log(1 + Math.Exp(-Math.Abs(y)));

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => (1 / (1 + Math.Exp(-y))) - t;

    /// <summary>The logarithm is softplus(−|y|).</summary>
    public override string Vector(VectorWidth vector, string y, string t) =>
        $"{vector.MultiplyAdd($"-{y}", t, $"VectorMath.Max({y}, {vector.Zero})")} + VectorMath.Softplus(-{vector.Class}.Abs({y}))";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) => $"VectorMath.Sigmoid({y}) - {t}";

    /// <inheritdoc/>
    public override double TargetDerivative(double y, double t) => -y;

    /// <inheritdoc/>
    public override string TargetVectorDerivative(VectorWidth vector, string y, string t) => $"-{y}";
}
