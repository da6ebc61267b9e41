using System.Globalization;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The same elements under another shape: a view.</summary>
public sealed record Reshape(Shape Shape) : Operation
{
    /// <summary>A reshaping to sizes of which one may be −1: that one is what the others leave. Where they leave no whole number it stays, and the shape rule says what is wrong.</summary>
    public static Reshape Of(IReadOnlyList<int> sizes, Shape input)
    {
        var known = sizes.Where(size => size != -1).Aggregate(1L, (count, size) => size is >= 1 && count <= input.LongCount ? count * size : 0);
        var isDetermined = known > 0 && sizes.Count(size => size == -1) == 1 && input.LongCount % known == 0;
        return new Reshape(new Shape(sizes.Select(size => size == -1 && isDetermined ? (int)(input.LongCount / known) : size).ToEquatableArray()));
    }

    /// <inheritdoc/>
    public override string Name => nameof(Reshape);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => $"Reshape({string.Join(", ", Shape.Sizes)})";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Sizes.All(size => size >= 1) && Shape.LongCount == inputs[0].LongCount
        ? Shape
        : Problem.Of(Rules.ReshapeChangesCount, Shape.ToShortString(), inputs[0].LongCount.ToString("N0", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new Reshape(context.Input(0).Shape), context.OutputGradient)];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => call.Input(0).CopyTo(call.Output(), 0);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel) => throw new InvalidOperationException("A view has no kernel.");
}
