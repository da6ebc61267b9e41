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
    public override void Emit(KernelWriter kernel) =>
        kernel.Write($"Lanes.LoadIntegers(ref block.Integers({Column}), block.Samples, ref output);");
}
