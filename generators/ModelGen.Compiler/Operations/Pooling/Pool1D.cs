using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Pooling along [channels, length]: that of images with a single row.</summary>
/// <param name="Size">Values of a window.</param>
/// <param name="Stride">Values between two windows.</param>
/// <param name="Padding">Values added on both sides.</param>
/// <param name="Ceiling">Whether the number of windows is rounded up.</param>
public abstract record Pool1D(int Size, int Stride, int Padding, bool Ceiling) : CompositeOperation
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override string Describe()
    {
        var stride = Stride == Size ? string.Empty : $", Stride = {Stride}";
        var padding = Padding == 0 ? string.Empty : $", Padding = {Padding}";
        return $"{Name}({Size}{stride}{padding}{(Ceiling ? ", Ceiling = true" : string.Empty)})";
    }

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Distance("size", Size) ?? Constants.Distance("Stride", Stride) ?? Constants.Distance("Padding", Padding, least: 0);

    /// <inheritdoc/>
    public override IReadOnlyList<int> Unread(Shape input) => [.. Window.Unread(Row(input)).Skip(1)];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var input = inputs[0];
        if (input.Rank != 2)
        {
            return Problem.Of(Rules.SequenceExpected);
        }

        var padded = input[1] + (2 * Padding);
        if (Size > padded)
        {
            return Problem.Of(Rules.KernelLargerThanInput, Size.ToString(CultureInfo.InvariantCulture), padded.ToString(CultureInfo.InvariantCulture));
        }

        var result = Window.Infer(Row(input));
        return result.Problem is { } problem ? problem : Shape.Of(input[0], result.Shapes[0][2]);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var pooled = context.Add(Pool(Window), context.Add(new Reshape(Row(context.Inputs[0].Shape)), context.Inputs[0]));
        return [context.Add(new Reshape(Shape.Of(pooled.Shape[0], pooled.Shape[2])), pooled)];
    }

    /// <summary>The pooling of images.</summary>
    private protected abstract Operation Pool(PoolWindow window);

    private PoolWindow Window => new(Height: 1, Size, StrideHeight: 1, Stride, PaddingHeight: 0, Padding, Ceiling);

    private static Shape Row(Shape sequence) => Shape.Of(sequence[0], 1, sequence[1]);
}

/// <summary>The maximum of each window of each channel.</summary>
public sealed record MaxPool1D(int Size, int Stride, int Padding = 0, bool Ceiling = false) : Pool1D(Size, Stride, Padding, Ceiling)
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxPool1D);

    private protected override Operation Pool(PoolWindow window) => new MaxPool2D(window);
}

/// <summary>The average of each window of each channel; zeros of the padding count.</summary>
public sealed record AvgPool1D(int Size, int Stride, int Padding = 0, bool Ceiling = false) : Pool1D(Size, Stride, Padding, Ceiling)
{
    /// <inheritdoc/>
    public override string Name => nameof(AvgPool1D);

    private protected override Operation Pool(PoolWindow window) => new AvgPool2D(window);
}
