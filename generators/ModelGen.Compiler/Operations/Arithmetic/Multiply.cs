using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>x · y, element by element.</summary>
public sealed record Multiply : Binary
{
    /// <inheritdoc/>
    public override string Name => nameof(Multiply);

    /// <inheritdoc/>
    public override double Function(double x, double y) => x * y;

    /// <inheritdoc/>
    public override double LeftDerivative(double x, double y) => y;

    /// <inheritdoc/>
    public override double RightDerivative(double x, double y) => x;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x, string y) => $"{x} * {y}";

    /// <inheritdoc/>
    public override string LeftVectorDerivative(VectorWidth vector, string x, string y) => y;

    /// <inheritdoc/>
    public override string RightVectorDerivative(VectorWidth vector, string x, string y) => x;

    // Products, so that the factor that is not needed need not be kept.
    private protected override Value LeftGradient(GradientContext context) => context.Add(this, context.OutputGradient, context.Input(1));

    private protected override Value RightGradient(GradientContext context) => context.Add(this, context.OutputGradient, context.Input(0));

    internal override Value? ConstantGradient(GradientContext context, WithConstant function) => context.Add(function with { IsLeft = false }, context.OutputGradient);
}
