using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation with a kernel of its own for a block of one sample, which vectors of samples would leave almost empty. As long as <see cref="HasBitsOfBlocks"/> it computes the same bits.</summary>
/// <param name="ForBlocks">What blocks of several samples run, on the first of the operands.</param>
public abstract record OneSampleOperation(Operation ForBlocks) : Operation
{
    /// <inheritdoc/>
    public override string Name => ForBlocks.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ForBlocks.InputNames;

    /// <summary>Whether the order of additions is that of blocks of several samples.</summary>
    public virtual bool HasBitsOfBlocks => true;

    /// <summary>The operand that the kernel does without: it reads what that operand is made from, the operands of its producer, which follow the others. Null where it reads its operands alone.</summary>
    public virtual int? Bypassed => null;

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input != Bypassed;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ForBlocks.OutputNames;

    /// <inheritdoc/>
    public override bool IsReduction => ForBlocks.IsReduction;

    /// <inheritdoc/>
    public override string Describe() => ForBlocks.Describe();

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => ForBlocks.Infer(inputs);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => ForBlocks.MultiplyAdds(inputs, outputs);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => ForBlocks.Evaluate(call);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => ForBlocks.Comment(inputs, outputs) + ", for one sample alone";
}
