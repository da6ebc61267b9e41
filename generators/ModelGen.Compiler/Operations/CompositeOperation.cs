using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation of the user's that every program builds from simpler ones: it has no kernel and no meaning of its own.</summary>
public abstract record CompositeOperation : Operation
{
    /// <inheritdoc/>
    public abstract override IReadOnlyList<Value> Lower(LoweringContext context);

    /// <inheritdoc/>
    public sealed override void Evaluate(ReferenceCall call) => throw new InvalidOperationException($"{Name} was not lowered.");

    /// <inheritdoc/>
    public sealed override void Emit(Emission.KernelWriter kernel) => throw new InvalidOperationException($"{Name} was not lowered.");
}
