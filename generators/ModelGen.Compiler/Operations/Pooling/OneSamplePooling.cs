using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Pooling of one sample, or its gradient: window by window, in the order of additions that blocks have.</summary>
public sealed record OneSamplePooling(Operation Pooling, Signature Signature) : OneSampleOperation(Pooling, Signature)
{
    /// <summary>What computes a node whose operation is <see cref="IPooling"/>.</summary>
    public static OneSampleForm Of(Node node) => OneSampleForm.Of(new OneSamplePooling(node.Operation, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => ((IPooling)Pooling).Emit(kernel, Signature, new PoolNumbers.OfOne());
}

/// <summary>A pooling operation or its gradient, which differs between samples and one sample in its numbers alone.</summary>
internal interface IPooling
{
    /// <summary>Writes the body of the kernel.</summary>
    void Emit(KernelWriter kernel, Signature signature, PoolNumbers numbers);
}
