using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>x − y.</summary>
public sealed record Subtract : Binary
{
    /// <inheritdoc/>
    public override string Name => nameof(Subtract);

    /// <inheritdoc/>
    public override double Function(double x, double y) => x - y;

    /// <inheritdoc/>
    public override double LeftDerivative(double x, double y) => 1;

    /// <inheritdoc/>
    public override double RightDerivative(double x, double y) => -1;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x, string y) => $"{x} - {y}";

    /// <inheritdoc/>
    public override string LeftVectorDerivative(VectorWidth vector, string x, string y) => vector.Constant(1);

    /// <inheritdoc/>
    public override string RightVectorDerivative(VectorWidth vector, string x, string y) => vector.Constant(-1);

    private protected override Value LeftGradient(GradientContext context) => context.OutputGradient;

    private protected override Value RightGradient(GradientContext context) => context.Add(new Negate(), context.OutputGradient);

    internal override Value? ConstantGradient(GradientContext context, WithConstant function) => function.IsLeft ? RightGradient(context) : context.OutputGradient;
}
