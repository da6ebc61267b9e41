using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The axes in another order: axis i of the result is axis <c>Permutation[i]</c> of the operand; PyTorch's <c>permute</c>. No permutation reverses the axes.</summary>
public sealed record Transpose(EquatableArray<int> Permutation) : Rearrangement
{
    /// <inheritdoc/>
    public override string Name => nameof(Transpose);

    /// <inheritdoc/>
    public override string Describe() => Permutation.Count == 0 ? Name : $"Transpose({string.Join(", ", Permutation)})";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var axes = Order(inputs[0]);
        return axes.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, inputs[0].Rank))
            ? new Shape(axes.Select(axis => inputs[0][axis]).ToEquatableArray())
            : Problem.Of(Rules.NoPermutation, string.Join(", ", Permutation), $"{inputs[0].Rank}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var axes = Order(context.Input(0).Shape);
        var inverse = Enumerable.Range(0, axes.Length).Select(axis => Array.IndexOf(axes, axis)).ToEquatableArray();
        return [context.AddIfNeeded(0, new Transpose(inverse), context.OutputGradient)];
    }

    private protected override IEnumerable<Move> Moves(IReadOnlyList<Shape> inputs, Shape output)
    {
        var strides = ElementView.StridesOf(inputs[0]);
        var source = new ElementView(string.Empty, Extent.Sample, [.. Order(inputs[0]).Select(axis => strides[axis])]);
        return [new Move(output, ElementView.Whole(output), source)];
    }

    private int[] Order(Shape input) => Permutation.Count == 0
        ? [.. Enumerable.Range(0, input.Rank).Reverse()]
        : [.. Permutation.Select(axis => Axes.FromStart(axis, input))];
}
