using ModelGen.Compiler.Emission;
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

    /// <summary>Whether the kernel can have the sample's values side by side, where a block has them sixteen lanes apart.</summary>
    public virtual bool CanBeContiguous => false;

    /// <summary>The operand that holds the sample.</summary>
    public virtual int SampleOperand => 0;

    /// <summary>Whether that operand's values are side by side.</summary>
    public bool IsInputContiguous { get; init; }

    /// <summary>Whether the result's values are side by side.</summary>
    public bool IsOutputContiguous { get; init; }

    /// <summary>The batch's column that the operand is, read from there; null where it is computed.</summary>
    public int? Column { get; init; }

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input != Bypassed && (Column is null || input != SampleOperand);

    /// <summary>Floats from one value of the sample to the next.</summary>
    private protected int InputStride => IsInputContiguous ? 1 : VectorWidth.Lanes;

    /// <summary>Floats from one value of the result to the next.</summary>
    private protected int OutputStride => IsOutputContiguous ? 1 : VectorWidth.Lanes;

    /// <summary>The reference to the sample's first value.</summary>
    private protected string Sample(KernelWriter kernel)
    {
        if (Column is { } column)
        {
            kernel.Write($"ref var sample = ref block.Floats({column});");
        }

        return Column is null ? InputNames[SampleOperand] : "sample";
    }

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
