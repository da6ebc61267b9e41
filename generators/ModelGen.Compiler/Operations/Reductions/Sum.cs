using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The sum over axes, which the result no longer has; over all axes, none named, it has the shape []. One chain of additions in row-major order.</summary>
public sealed record Sum(EquatableArray<int> Axes) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Sum);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => ReducedAxes.Describe(Name, Axes);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => ReducedAxes.Infer(inputs[0], Axes);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        if (!context.Needs(0))
        {
            return [null];
        }

        var input = context.Input(0).Shape;
        var kept = context.Add(new Reshape(ReducedAxes.KeepAll(input, Axes)), context.OutputGradient);
        return [kept.Shape == input ? kept : context.Add(new Broadcast(input), kept)];
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (input, sums) = (call.InputShape(0), call.OutputShape());
        var result = ReducedAxes.ResultView(input, Axes);
        for (var i = 0; i < call.Input(0).Length; i++)
        {
            call.Output()[(i / input.Count * sums.Count) + result.ElementAt(input, i % input.Count)] += call.Input(0)[i];
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var loops = new SumLoops(kernel.InputShape(), ReducedAxes.ResultView(kernel.InputShape(), Axes));
        if (kernel.OutputExtent() == Extent.Batch)
        {
            loops.WriteNumbers(kernel, "input", "output");
            return;
        }

        using (kernel.ForSlices(out var lane))
        {
            loops.WriteLanes(kernel, lane, "input", "output");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Extent == Extent.Batch ? null : inputs[0].Shape.Count;

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var sums = SumLoops.Straight(code, ReducedAxes.ResultView(code.InputShape(), Axes));
        for (var element = 0; element < sums.Length; element++)
        {
            code.Define(0, element, sums[element]);
        }
    }
}
