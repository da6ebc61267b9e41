using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x·σ(x) (Elfwing et al. 2018). The derivative is σ(x)·(1 + x·σ(−x)).</summary>
public sealed record Silu : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Silu);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 25;

    /// <inheritdoc/>
    public override double Function(double x) => x / (1 + Math.Exp(-x));

    /// <inheritdoc/>
    public override double Derivative(double x) => (1 + (x / (1 + Math.Exp(x)))) / (1 + Math.Exp(-x));

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{x} * VectorMath.Sigmoid({x})";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => $"VectorMath.Sigmoid({x}) * {vector.MultiplyAdd(x, $"VectorMath.Sigmoid(-{x})", vector.Constant(1))}";
}
