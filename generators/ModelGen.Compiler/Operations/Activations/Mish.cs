using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x·tanh(softplus(x)) (Misra 2020). With ω = tanh(softplus(x)) the derivative is ω + x·σ(x)·(1 − ω²).</summary>
public sealed record Mish : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Mish);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 65;

    /// <inheritdoc/>
    public override double Function(double x) => x * Inner(x);

    /// <inheritdoc/>
    public override double Derivative(double x) => Inner(x) + (x / (1 + Math.Exp(-x)) * (1 - (Inner(x) * Inner(x))));

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{x} * {VectorInner(x)}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => vector.MultiplyAdd($"{x} * VectorMath.Sigmoid({x})", vector.MultiplyAdd($"-{VectorInner(x)}", VectorInner(x), vector.Constant(1)), VectorInner(x));

    private static double Inner(double x) => Math.Tanh(Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))));

    private static string VectorInner(string x) => $"VectorMath.Tanh(VectorMath.Softplus({x}))";
}
