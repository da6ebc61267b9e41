using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>x: no node is left of it after lowering.</summary>
public sealed record Identity : Elementwise
{
    /// <inheritdoc/>
    public override string Name => nameof(Identity);

    /// <inheritdoc/>
    public override bool DerivativeIsOfOutput => true;

    /// <inheritdoc/>
    public override int Cost => 0;

    /// <inheritdoc/>
    public override double Function(double x) => x;

    /// <inheritdoc/>
    public override double Derivative(double y) => 1;

    /// <inheritdoc/>
    public override string Vector(VectorWidth vector, string x) => x;

    /// <inheritdoc/>
    public override string VectorDerivative(VectorWidth vector, string y) => vector.Constant(1);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) => context.Inputs;
}
