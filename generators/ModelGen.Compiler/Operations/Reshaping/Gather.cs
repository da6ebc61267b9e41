using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Rows of a sample's own value by its indices, y[i] = x[index[i]] along the first axis; one index gives one row, without that axis. PyTorch's <c>index_select</c> along the axis 0, for each sample.</summary>
public sealed record Gather : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Gather);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "indices"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (Axes.Check(0, inputs[0]) is { } problem)
        {
            return problem;
        }

        var row = inputs[0].Sizes.Skip(1).ToArray();
        return inputs[1].Count == 1 ? new Shape([.. row]) : new Shape([inputs[1].Count, .. row]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, new GatherGradient(context.Input(0).Shape), context.OutputGradient, context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => ForEachElement(call, call.InputShape(0), (from, to) => call.Output()[to] = call.Input(0)[from]);

    /// <summary>Visits the elements of all samples: their indices in what is gathered from and in the result.</summary>
    internal static void ForEachElement(ReferenceCall call, Shape input, Action<int, int> visit)
    {
        var (width, count) = (input.Count / input[0], call.InputShape(1).Count);
        for (var i = 0; i < call.Input(1).Length * width; i++)
        {
            visit((i / (count * width) * input.Count) + ((int)call.Input(1)[i / width] * width) + (i % width), i);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var width = kernel.InputShape().Count / kernel.InputShape()[0];
        using (kernel.For("index", kernel.InputShape(1).Count, out var index))
        {
            kernel.Write($"RowLanes.Select(ref input, {width}, ref {(index * VectorWidth.Lanes).In("indices")}, ref {(index * (width * VectorWidth.Lanes)).In("output")});");
        }
    }
}

/// <summary>The gradient of <see cref="Gather"/>: each row's is the sum over the indices that name it, in their order; 0 where none does.</summary>
/// <param name="Input">The shape that is gathered from.</param>
public sealed record GatherGradient(Shape Input) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(GatherGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "indices"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Input;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => Gather.ForEachElement(call, Input, (to, from) => call.Output()[to] += call.Input(0)[from]);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var width = Input.Count / Input[0];
        using (kernel.ForVectors(Input.Count, out var i))
        {
            kernel.Write($"{kernel.Vector.Store(kernel.Vector.Zero, "inputGradient", i)};");
        }

        using (kernel.For("index", kernel.InputShape(1).Count, out var index))
        {
            kernel.Write($"RowLanes.AddTo(ref {(index * (width * VectorWidth.Lanes)).In("outputGradient")}, {width}, ref {(index * VectorWidth.Lanes).In("indices")}, block.Samples, ref inputGradient);");
        }
    }
}
