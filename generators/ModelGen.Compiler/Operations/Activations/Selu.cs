using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>λx where positive, otherwise λα(eˣ − 1), with the λ and α that keep mean 0 and variance 1 (Klambauer et al. 2017).</summary>
public sealed record Selu : Elementwise
{
    private const double Lambda = 1.0507009873554804934193349852946;
    private const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    public override string Name => nameof(Selu);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 20;

    /// <inheritdoc/>
    public override double Function(double x) => x > 0 ? Lambda * x : Lambda * Alpha * (Math.Exp(x) - 1);

    /// <inheritdoc/>
    public override double Derivative(double y) => y > 0 ? Lambda : y + (Lambda * Alpha);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThan", x, vector.Zero), $"{x} * {vector.Constant(Lambda)}", $"VectorMath.Expm1({x}) * {vector.Constant(Lambda * Alpha)}");

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Select(vector.Compare("GreaterThan", y, vector.Zero), vector.Constant(Lambda), $"{y} + {vector.Constant(Lambda * Alpha)}");
}
