using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The same elements under another shape, in row-major order: a view.</summary>
/// <param name="Shape">The shape; one of its sizes may be −1, which stands for what the others leave.</param>
public sealed record Reshape(Shape Shape) : View
{
    private const int Rest = -1;

    /// <inheritdoc/>
    public override string Name => nameof(Reshape);

    /// <inheritdoc/>
    public override string Describe() => $"Reshape({string.Join(", ", Shape.Sizes)})";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var count = inputs[0].LongCount;
        var named = new Shape(Shape.Sizes.Where(size => size != Rest).ToEquatableArray());
        var rests = Shape.Rank - named.Rank;
        return named.Sizes.Any(size => size < 1) || rests > 1 || (rests == 0 ? count != named.LongCount : count % named.LongCount != 0)
            ? Problem.Of(Rules.ReshapeChangesCount, Shape.ToShortString(), count.ToString("N0", CultureInfo.InvariantCulture))
            : rests == 0 ? Shape
            : new Shape(Shape.Sizes.Select(size => size == Rest ? (int)(count / named.LongCount) : size).ToEquatableArray());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Reshape(context.Input(0).Shape), context.OutputGradient)];
}
