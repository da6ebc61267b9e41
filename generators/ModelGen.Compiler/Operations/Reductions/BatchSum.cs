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
        var vector = kernel.Vector;
        using (vector.Count == VectorWidth.Lanes ? kernel.ForSlices() : kernel.For("lane", 0, VectorWidth.Lanes, vector.Count))
        {
            if (vector.Count < VectorWidth.Lanes)
            {
                WriteSkip(kernel);
            }

            new SumLoops(kernel.InputShape(), Broadcasting.View(string.Empty, Extent.Batch, Shape, kernel.InputShape())).WriteLanes(kernel, "input", "workspace");
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

    /// <summary>Slices without a real sample hold nothing: they count as 0.</summary>
    private void WriteSkip(KernelWriter kernel)
    {
        using (kernel.Block("if (lane >= block.Samples)"))
        {
            using (kernel.For("element", Shape.Count))
            {
                kernel.Write($"{kernel.Vector.Store(kernel.Vector.Zero, "workspace", $"element * {VectorWidth.Lanes} + lane")};");
            }

            kernel.Write("continue;");
        }
    }
}
