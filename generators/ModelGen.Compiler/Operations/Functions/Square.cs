using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x². The derivative is 2x.</summary>
public sealed record Square : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Square);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 1;

    /// <inheritdoc/>
    public override double Function(double x) => x * x;

    /// <inheritdoc/>
    public override double Derivative(double x) => 2 * x;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{x} * {x}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => $"{x} + {x}";
}
