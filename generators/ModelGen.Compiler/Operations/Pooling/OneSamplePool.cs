using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>Pooling of one sample whose values are side by side, before and after: one window at a time, with the bits of a block.</summary>
/// <param name="Pool">The pooling, which writes a window over floats.</param>
public sealed record OneSamplePool(Operation Pool) : OneSampleOperation(Pool)
{
    /// <inheritdoc/>
    public override bool CanBeContiguous => true;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => ((IPoolsSample)Pool).EmitSample(kernel, Sample(kernel));
}

/// <summary>A pooling with a kernel for one sample whose values are side by side.</summary>
public interface IPoolsSample
{
    /// <summary>Writes the kernel.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="sample">The sample's first value.</param>
    void EmitSample(KernelWriter kernel, string sample);
}
