using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A run of indices of one axis, which stays an axis also where it is one index.</summary>
/// <param name="Axis">The axis, negative from the end.</param>
/// <param name="Start">The first index.</param>
/// <param name="Length">How many.</param>
public sealed record Slice(int Axis, int Start, int Length) : Rearrangement
{
    /// <summary>A slice whose first index may be negative, from the end.</summary>
    public static Slice Of(int axis, int start, int length, Shape input) =>
        new(axis, start < 0 && Axes.Check(axis, input) is null ? start + input[Axes.FromStart(axis, input)] : start, length);

    /// <inheritdoc/>
    public override string Name => nameof(Slice);

    /// <inheritdoc/>
    public override string Describe() => $"Slice({Axis}, {Start}, {Length})";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (Axes.Check(Axis, inputs[0]) is { } problem)
        {
            return problem;
        }

        var axis = Axes.FromStart(Axis, inputs[0]);
        return Length >= 1 && Start >= 0 && Start <= inputs[0][axis] - Length
            ? Axes.Resize(inputs[0], axis, Length)
            : Problem.Of(Rules.SliceOutOfRange, Length >= 1 ? $"indices {Start} to {Start + (long)Length - 1}" : $"{Length} indices", $"{axis}", $"{inputs[0][axis]}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var whole = context.Input(0).Shape;
        var axis = Axes.FromStart(Axis, whole);
        return [context.AddIfNeeded(0, new PadAxis(axis, Start, whole[axis] - Start - Length), context.OutputGradient)];
    }

    private protected override IEnumerable<Move> Moves(IReadOnlyList<Shape> inputs, Shape output)
    {
        var axis = Axes.FromStart(Axis, output);
        return [new Move(output, ElementView.Whole(output), Axes.Window(inputs[0], axis, Start))];
    }
}

/// <summary>Zeros before and after the indices of one axis.</summary>
public sealed record PadAxis(int Axis, int Before, int After) : Rearrangement
{
    /// <inheritdoc/>
    public override string Name => nameof(PadAxis);

    /// <inheritdoc/>
    public override string Describe() => $"PadAxis({Axis}, {Before}, {After})";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Axes.Resize(inputs[0], Axis, inputs[0][Axis] + Before + After);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, new Slice(Axis, Before, context.Input(0).Shape[Axis]), context.OutputGradient)];

    private protected override IEnumerable<Move> Moves(IReadOnlyList<Shape> inputs, Shape output)
    {
        if (Before > 0)
        {
            yield return new Move(Axes.Resize(output, Axis, Before), Axes.Window(output, Axis, 0), From: null);
        }

        yield return new Move(inputs[0], Axes.Window(output, Axis, Before), ElementView.Whole(inputs[0]));
        if (After > 0)
        {
            yield return new Move(Axes.Resize(output, Axis, After), Axes.Window(output, Axis, Before + inputs[0][Axis]), From: null);
        }
    }
}
