using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A column of floats of the batch, brought into the block's layout.</summary>
public sealed record NetworkInput(Shape Shape, int Column) : Operation
{
    /// <inheritdoc/>
    public override string Name => "Input";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"Column {Column}: [samples]{Shape.ToShortString()} → {Shape.ToShortString()}[16]";

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Data.Columns[Column].CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleInput(this, Signature.Of(node)), node);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) =>
        kernel.Write($"Lanes.Load(ref block.Floats({Column}, {Shape.Count}), {Shape.Count}, block.Samples, ref output);");
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
