using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A loss that every program builds from simpler operations: it has no kernel and no meaning of its own.</summary>
public abstract record CompositeLoss : Loss
{
    /// <inheritdoc/>
    public override bool TakesLabels => false;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Value> Lower(LoweringContext context) => [context.Add(new Reshape(Shape.Of(1)), Number(context))];

    /// <summary>Appends the loss as one number, shape [].</summary>
    private protected abstract Value Number(LoweringContext context);

    /// <inheritdoc/>
    public sealed override void Evaluate(ReferenceCall call) => throw new InvalidOperationException($"{Name} was not lowered.");

    /// <inheritdoc/>
    public sealed override void Emit(Emission.KernelWriter kernel) => throw new InvalidOperationException($"{Name} was not lowered.");
}
