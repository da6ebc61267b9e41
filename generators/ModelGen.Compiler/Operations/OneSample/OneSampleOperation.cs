using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>An operation of a program for a batch of one: sample values are <see cref="Sixteens"/>, so that vectors hold neighbouring elements of the only sample.</summary>
/// <param name="ForBatches">What it computes, as programs for batches do.</param>
/// <param name="Signature">The shapes that operands and results have there.</param>
public abstract record OneSampleOperation(Operation ForBatches, Signature Signature) : Operation
{
    /// <inheritdoc/>
    public override string Name => ForBatches.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ForBatches.InputNames;

    /// <summary>Whether the order of additions is that of programs for batches, so that the bits are the same: a test compares them.</summary>
    public virtual bool HasBitsOfBatches => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ForBatches.OutputNames;

    /// <inheritdoc/>
    public override bool IsReduction => ForBatches.IsReduction;

    /// <inheritdoc/>
    public override bool HasEffect => ForBatches.HasEffect;

    /// <inheritdoc/>
    public override string Describe() => ForBatches.Describe();

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Signature.Outputs.Select(shape => IsReduction ? shape : Sixteens.Of(shape)).ToArray();

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => ForBatches.MultiplyAdds(Whole(inputs, Signature.Inputs), Whole(outputs, Signature.Outputs));

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => ForBatches.Evaluate(call.With(Signature));

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        ForBatches.Comment(Whole(inputs, Signature.Inputs), Whole(outputs, Signature.Outputs)) + ", for one sample";

    private static IReadOnlyList<Value> Whole(IReadOnlyList<Value> values, IReadOnlyList<Shape> shapes) => [.. values.Zip(shapes, (value, shape) => value.WithShape(shape))];
}
