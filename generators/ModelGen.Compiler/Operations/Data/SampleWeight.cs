using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>1 / batch for each real sample and 0 for the unused lanes of the last block: what makes sums over samples means over the batch.</summary>
public sealed record SampleWeight : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(SampleWeight);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(1);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => "1 / batch for each real sample, 0 for unused lanes";

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var output = call.Output();
        for (var sample = 0; sample < output.Length; sample++)
        {
            output[sample] = 1.0 / call.Batch;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.For("sample", VectorWidth.Lanes, out _))
        {
            kernel.Write("Unsafe.Add(ref output, sample) = sample < block.Samples ? block.SampleWeight : 0f;");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var vector = code.Vector;
        var isSample = vector.Compare("LessThan", $"{vector.IntegerType}.Indices", vector.Broadcast($"block.Samples{(code.Lane.IsLiteral ? string.Empty : " - lane")}"));
        code.Define(0, 0, vector.Select($"{isSample}.AsSingle()", vector.Broadcast("block.SampleWeight"), vector.Zero));
    }
}
