using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>x / y.</summary>
public sealed record Divide : Binary
{
    /// <inheritdoc/>
    public override string Name => nameof(Divide);

    /// <inheritdoc/>
    public override double Function(double x, double y) => x / y;

    /// <inheritdoc/>
    public override double LeftDerivative(double x, double y) => 1 / y;

    /// <inheritdoc/>
    public override double RightDerivative(double x, double y) => -x / (y * y);

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x, string y) => $"{x} / {y}";

    /// <inheritdoc/>
    public override string LeftVectorDerivative(VectorWidth vector, string x, string y) => $"{vector.Constant(1)} / {y}";

    /// <inheritdoc/>
    public override string RightVectorDerivative(VectorWidth vector, string x, string y) => $"-{x} / ({y} * {y})";

    private protected override Value LeftGradient(GradientContext context) => context.Add(this, context.OutputGradient, context.Input(1));

    internal override Value? ConstantGradient(GradientContext context, WithConstant function) => function.IsLeft ? null : context.Add(function, context.OutputGradient);
}
