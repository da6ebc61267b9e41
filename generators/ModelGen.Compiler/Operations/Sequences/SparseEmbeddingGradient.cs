using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of the weight of a sparse embedding: dW[x] += dy, sample after sample. The kernel only writes down dy and x for each sample; the runtime adds up the rows that occur, so that the cost does not
/// depend on how many there are.
/// </summary>
/// <param name="Vocabulary">Rows.</param>
/// <param name="Size">Values of a row.</param>
/// <param name="Time">The time axis of the indices, if any.</param>
public sealed record SparseEmbeddingGradient(int Vocabulary, int Size, TimeAxis? Time) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(SparseEmbeddingGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "indices"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["rowGradients"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => null;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Vocabulary, Size);

    /// <summary>Rows that a sample can use.</summary>
    public int RowsOf(Node node) => node.Inputs[1].Elements;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"{Name}: writes down {inputs[0].Shape.ToShortString()} and its indices for each {(Time is null ? "sample" : "step")}";

    /// <summary>The sum that the runtime makes of it.</summary>
    public override void Evaluate(ReferenceCall call) => new EmbeddingGradient(Vocabulary, Size).Evaluate(call);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var count = kernel.InputShape(1).Count;
        kernel.Write(Time is null
            ? $"RowLanes.StoreRows(ref outputGradient, {Size}, {count}, ref indices, block.Samples, ref rowGradients, block.RowLength);"
            : $"RowLanes.StoreSteps(ref outputGradient, {Size}, {count}, {Time.MaximumLength}, ref indices, ref block.Integers({Time.Lengths}), block.Samples, ref rowGradients, block.RowLength);");
    }
}
