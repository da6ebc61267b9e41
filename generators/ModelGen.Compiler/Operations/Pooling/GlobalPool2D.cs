using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>One number a channel: the average over all its positions.</summary>
public sealed record GlobalAvgPool2D : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(GlobalAvgPool2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => GlobalPool.Infer(this, inputs[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) => GlobalPool.Lower(context, window => new AvgPool2D(window));
}

/// <summary>One number a channel: the maximum over all its positions.</summary>
public sealed record GlobalMaxPool2D : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(GlobalMaxPool2D);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => GlobalPool.Infer(this, inputs[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) => GlobalPool.Lower(context, window => new MaxPool2D(window));
}

/// <summary>Pooling with one window that is the whole channel.</summary>
internal static class GlobalPool
{
    public static ShapeResult Infer(Operation layer, Shape input) => input.Rank == 3 ? Shape.Of(input[0]) : Problem.Of(Rules.ImageExpected);

    public static IReadOnlyList<Value> Lower(LoweringContext context, Func<PoolWindow, Operation> pool)
    {
        var shape = context.Inputs[0].Shape;
        var pooled = context.Add(pool(new PoolWindow(shape[1], shape[2], shape[1], shape[2], PaddingHeight: 0, PaddingWidth: 0, Ceiling: false)), context.Inputs[0]);
        return [context.Add(new Flatten(), pooled)];
    }
}
