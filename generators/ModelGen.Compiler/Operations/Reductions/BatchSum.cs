using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a batch value that was broadcast: the sum over samples and over all that it was repeated over.</summary>
/// <param name="Shape">The batch value's shape.</param>
public sealed record BatchSum(Shape Shape) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchSum);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["sum"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;

    /// <summary>Sixteen partial sums for each element.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes * Shape.Count;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var input = call.InputShape(0);
        var result = Broadcasting.View(string.Empty, Extent.Batch, Shape, input);
        for (var i = 0; i < call.Input(0).Length; i++)
        {
            call.Output()[result.ElementAt(input, i % input.Count)] += call.Input(0)[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        using (kernel.ForPartialSums((slice, writeZeros) => WriteZeros(kernel, slice, writeZeros), out var lane))
        {
            new SumLoops(kernel.InputShape(), Broadcasting.View(string.Empty, Extent.Batch, Shape, kernel.InputShape())).WriteLanes(kernel, lane, "input", "workspace");
        }

        kernel.Write($"Lanes.AddSums(ref workspace, {Shape.Count}, ref sum);");
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var sums = SumLoops.Straight(code, Broadcasting.View(string.Empty, Extent.Batch, Shape, code.InputShape()));
        for (var element = 0; element < sums.Length; element++)
        {
            code.Accumulate(0, element, sums[element]);
        }
    }

    private void WriteZeros(KernelWriter kernel, Offset lane, Action<Offset> writeZeros)
    {
        using (kernel.For("element", Shape.Count, out var element))
        {
            writeZeros((element * VectorWidth.Lanes) + lane);
        }
    }
}
