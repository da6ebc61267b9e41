using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x / (1 + |x|). The derivative is 1 / (1 + |x|)².</summary>
public sealed record Softsign : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Softsign);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => 10;

    /// <inheritdoc/>
    public override double Function(double x) => x / (1 + Math.Abs(x));

    /// <inheritdoc/>
    public override double Derivative(double x) => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)));

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => $"{x} / {Denominator(vector, x)}";

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) => $"{vector.Constant(1)} / ({Denominator(vector, x)} * {Denominator(vector, x)})";

    private static string Denominator(VectorWidth vector, string x) => $"({vector.Constant(1)} + {vector.Class}.Abs({x}))";
}
