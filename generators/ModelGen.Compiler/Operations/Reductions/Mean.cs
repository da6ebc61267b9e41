using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The mean over axes, which the result no longer has; over all axes, none named, it has the shape [].</summary>
public sealed record Mean(EquatableArray<int> Axes) : AxesStatistic(Axes)
{
    /// <inheritdoc/>
    public override string Name => nameof(Mean);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context) => [Of(context, context.Inputs[0], Axes)];

    /// <summary>Appends the mean of a value.</summary>
    internal static Value Of(LoweringContext context, Value input, EquatableArray<int> axes) =>
        context.Add(new WithConstant(new Divide(), ReducedAxes.Count(input.Shape, axes), IsLeft: false), context.Add(new Sum(axes), input));
}

/// <summary>The variance over axes, which the result no longer has: the mean of (x − x̄)², divided by the number of values and not by one less.</summary>
public sealed record Variance(EquatableArray<int> Axes) : AxesStatistic(Axes)
{
    /// <inheritdoc/>
    public override string Name => nameof(Variance);

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var input = context.Inputs[0];
        var mean = context.Add(new Reshape(ReducedAxes.KeepAll(input.Shape, Axes)), Mean.Of(context, input, Axes));
        return [Mean.Of(context, context.Add(new Square(), context.Add(new Subtract(), input, mean)), Axes)];
    }
}

/// <summary>A statistic of the values along axes, built from sums.</summary>
/// <param name="Axes">The axes, negative from the end; none for all.</param>
public abstract record AxesStatistic(EquatableArray<int> Axes) : CompositeOperation
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => ReducedAxes.Describe(Name, Axes);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => ReducedAxes.Infer(inputs[0], Axes);
}
