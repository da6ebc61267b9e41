using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A column of class indices, one a sample.</summary>
public sealed record ClassLabels(int Column) : Operation
{
    /// <inheritdoc/>
    public override string Name => "Labels";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool YieldsIntegers => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(1);

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Column {Column}: one class index a sample";

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Data.Columns[Column].CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleLabel(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        kernel.Write($"Lanes.LoadIntegers(ref block.Integers({Column}), block.Samples, ref output);");
}

/// <summary>The class index of the only sample.</summary>
public sealed record OneSampleLabel(ClassLabels Labels, Signature Signature) : OneSampleOperation(Labels, Signature)
{
    /// <inheritdoc/>
    public override bool YieldsIntegers => true;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Column {Labels.Column}: the class index of one sample";

    /// <summary>Operations that have a kernel for batches alone read lanes, which are zero where there is no sample.</summary>
    public override void Emit(KernelWriter kernel) => Labels.Emit(kernel);

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 1;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => code.DefineAt(0, $"block.Integers({Labels.Column})", 1);
}
