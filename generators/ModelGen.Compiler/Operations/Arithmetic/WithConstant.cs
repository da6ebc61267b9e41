using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A function f of two numbers of which one is a constant c: f(x, c), or f(c, x) where the constant is on the left. The constant is a literal in the kernel.</summary>
public sealed record WithConstant(Binary Binary, float Constant, bool IsLeft) : Elementwise
{
    /// <inheritdoc/>
    public override string Name => Binary.Name;

    /// <inheritdoc/>
    public override string Describe() => IsLeft ? FormattableString.Invariant($"{Name}({Constant}, x)") : FormattableString.Invariant($"{Name}(x, {Constant})");

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => false;

    /// <inheritdoc/>
    public override int Cost => Binary.Cost;

    /// <inheritdoc/>
    public override double Function(double x) => IsLeft ? Binary.Function(Constant, x) : Binary.Function(x, Constant);

    /// <inheritdoc/>
    public override double Derivative(double x) => IsLeft ? Binary.RightDerivative(Constant, x) : Binary.LeftDerivative(x, Constant);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => IsLeft ? Binary.Vector(vector, vector.Constant(Constant), x) : Binary.Vector(vector, x, vector.Constant(Constant));

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string x) =>
        IsLeft ? Binary.RightVectorDerivative(vector, vector.Constant(Constant), x) : Binary.LeftVectorDerivative(vector, x, vector.Constant(Constant));

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.Needs(0) ? Binary.ConstantGradient(context, this) ?? base.Differentiate(context)[0] : null];
}
