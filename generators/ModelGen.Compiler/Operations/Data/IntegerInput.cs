using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A column of integers: class indices, words.</summary>
/// <param name="Column">The column.</param>
/// <param name="Count">Integers a sample, or a step.</param>
/// <param name="Time">The time axis that it has values along, if any.</param>
public sealed record IntegerInput(int Column, int Count = 1, TimeAxis? Time = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => "Indices";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override bool YieldsIntegers => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Count);

    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> ForStep(StepContext context) => [context.Add(this with { Time = null })];

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Column {Column}: {(Count == 1 ? "one class index" : $"{Count} integers")} a {(Time is null ? "sample" : "step")}";

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Load(Column, Count, Time);

    /// <inheritdoc/>
    public override OneSampleForm? ForOneSample(Node node) => Count == 1 ? OneSampleForm.Of(new OneSampleLabel(this, Signature.Of(node)), node) : null;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write(
        Time is { Lengths: var lengths } ? $"Lanes.LoadSteps(ref block.Sequences({Column}, {lengths}, {Count}), ref block.Integers({lengths}), {Count}, block.Samples, ref output);"
        : Count == 1 ? $"Lanes.LoadIntegers(ref block.Integers({Column}), block.Samples, ref output);"
        : $"Lanes.LoadIntegers(ref block.Integers({Column}, {Count}), {Count}, block.Samples, ref output);");
}

/// <summary>The class index of the only sample.</summary>
public sealed record OneSampleLabel(IntegerInput Labels, Signature Signature) : OneSampleOperation(Labels, Signature)
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
