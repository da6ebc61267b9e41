namespace ModelGen.Compiler.Operations;

/// <summary>An operation of programs that take one step, which the reference has no part in: it runs whole sequences.</summary>
public abstract record StepOperation : Operation
{
    /// <inheritdoc/>
    public sealed override void Evaluate(ReferenceCall call) => throw new InvalidOperationException("The reference runs whole sequences.");
}
