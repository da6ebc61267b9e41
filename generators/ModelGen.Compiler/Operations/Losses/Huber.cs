using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over the outputs of d²/2 where |d| ≤ δ, otherwise δ(|d| − δ/2), with d = y − t (Huber 1964); PyTorch's <c>HuberLoss</c>.</summary>
public sealed record Huber(float Delta = 1f) : PointwiseLoss
{
    /// <inheritdoc/>
    public override string Name => nameof(Huber);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Positive("delta", Delta);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Huber({Delta})");

    /// <inheritdoc/>
    public override int Cost => 8;

    /// <summary>With c = min(|d|, δ) both cases are c(|d| − c/2).</summary>
    public override double Function(double y, double t)
    {
        var distance = Math.Abs(y - t);
        var clipped = Math.Min(distance, Delta);
        return clipped * (distance - (clipped / 2));
    }

    /// <inheritdoc/>
    public override double Derivative(double y, double t) => Math.Max(-Delta, Math.Min(Delta, y - t));

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string y, string t)
    {
        var distance = $"{vector.Class}.Abs({y} - {t})";
        var clipped = $"VectorMath.Min({distance}, {vector.Constant(Delta)})";
        return $"{clipped} * {vector.MultiplyAdd(clipped, vector.Constant(-0.5), distance)}";
    }

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y, string t) =>
        $"VectorMath.Max(VectorMath.Min({y} - {t}, {vector.Constant(Delta)}), {vector.Constant(-Delta)})";
}
