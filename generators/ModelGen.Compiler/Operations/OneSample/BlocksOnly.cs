using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation that a block of one sample does without, as all that read its result have kernels that bypass it.</summary>
/// <param name="Operation">The operation.</param>
public sealed record BlocksOnly(Operation Operation) : OneSampleOperation(Operation)
{
    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException($"{Describe()} has no kernel for one sample.");
}
