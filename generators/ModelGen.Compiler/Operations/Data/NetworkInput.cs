using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A column of floats of the batch, brought into the block's layout.</summary>
/// <param name="Shape">The shape of a sample, or of a step.</param>
/// <param name="Column">The column.</param>
/// <param name="Time">The time axis that it has values along, if any.</param>
public sealed record NetworkInput(Shape Shape, int Column, TimeAxis? Time = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => "Input";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> ForStep(StepContext context) => [context.Add(this with { Time = null })];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"Column {Column}: {(Time is null ? "[samples]" : "[steps]")}{Shape.ToShortString()} → {Shape.ToShortString()}[16]";

    /// <inheritdoc/>
    public override bool RunsAlongTime => Time is not null;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => Time;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Load(Column, Shape.Count, Time);

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleInput(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write(Time is { Lengths: var lengths }
        ? $"Lanes.LoadSteps(ref block.Sequences({Column}, {lengths}, {Shape.Count}), ref block.Integers({lengths}), {Shape.Count}, block.Samples, ref output);"
        : $"Lanes.Load(ref block.Floats({Column}, {Shape.Count}), {Shape.Count}, block.Samples, ref output);");
}

/// <summary>The floats of the only sample.</summary>
public sealed record OneSampleInput(NetworkInput Input, Signature Signature) : OneSampleOperation(Input, Signature)
{
    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Column {Input.Column}: {Input.Shape.ToShortString()} of one sample";

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => kernel.Write($"Lanes.Copy(ref block.Floats({Input.Column}, {Input.Shape.Count}), {Input.Shape.Count}, ref output);");

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code) => code.DefineAt(0, $"block.Floats({Input.Column}, {Input.Shape.Count})", Input.Shape.Count);
}
