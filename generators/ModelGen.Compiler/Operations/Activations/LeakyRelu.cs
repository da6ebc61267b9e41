using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>x where positive, otherwise slope·x (Maas et al. 2013). The derivative at 0 is the slope.</summary>
public sealed record LeakyRelu(float Slope = 0.01f) : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(LeakyRelu);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Finite("slope", Slope);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"LeakyRelu({Slope})");

    /// <summary>With a negative slope the sign of y does not tell that of x.</summary>
    public override bool DerivativeIsOfOutput => Slope >= 0;

    /// <inheritdoc/>
    public override int Cost => 3;

    /// <inheritdoc/>
    public override double Function(double x) => x > 0 ? x : Slope * x;

    /// <inheritdoc/>
    public override double Derivative(double argument) => argument > 0 ? 1 : Slope;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => vector.Select(vector.Compare("GreaterThan", x, vector.Zero), x, $"{x} * {vector.Constant(Slope)}");

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string argument) => vector.Select(vector.Compare("GreaterThan", argument, vector.Zero), vector.Constant(1), vector.Constant(Slope));
}
