using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation whose result is its operand under another shape or role: it shares the memory and has no kernel.</summary>
public abstract record View : Operation
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public sealed override bool IsView => true;

    /// <inheritdoc/>
    public sealed override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public sealed override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public sealed override void Emit(KernelWriter kernel) => throw new InvalidOperationException("A view has no kernel.");
}
