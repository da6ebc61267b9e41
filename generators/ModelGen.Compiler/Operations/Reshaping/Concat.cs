using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Values laid end to end along one axis; the other axes are equal.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Axis">The axis, negative from the end.</param>
public sealed record Concat(int Count, int Axis = 0) : Rearrangement
{
    /// <inheritdoc/>
    public override string Name => nameof(Concat);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, Count).Select(part => $"part{part}")];

    /// <inheritdoc/>
    public override string Describe() => Axis == 0 ? Name : $"ConcatAlong({Axis})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("values", Count, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (Axes.Check(Axis, inputs[0]) is { } problem)
        {
            return problem;
        }

        var axis = Axes.FromStart(Axis, inputs[0]);
        var other = inputs.FirstOrDefault(input => input.Rank != inputs[0].Rank || Axes.Resize(input, axis, inputs[0][axis]) != inputs[0]);
        return other is null
            ? Axes.Resize(inputs[0], axis, checked((int)Math.Min(int.MaxValue, inputs.Sum(input => (long)input[axis]))))
            : Problem.Of(Rules.PartsDiffer, $"{axis}", inputs[0].ToShortString(), other.ToShortString());
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var axis = Axes.FromStart(Axis, context.Input(0).Shape);
        var gradients = new Value?[Count];
        for (int part = 0, start = 0; part < Count; part++)
        {
            var length = context.Input(part).Shape[axis];
            gradients[part] = context.Needs(part) ? Broadcasting.Reduce(context, part, context.Add(new Slice(axis, start, length), context.OutputGradient)) : null;
            start += length;
        }

        return gradients;
    }

    private protected override IEnumerable<Move> Moves(IReadOnlyList<Shape> inputs, Shape output)
    {
        var axis = Axes.FromStart(Axis, output);
        for (int part = 0, start = 0; part < Count; start += inputs[part][axis], part++)
        {
            yield return new Move(inputs[part], Axes.Window(output, axis, start), ElementView.Whole(inputs[part]), part);
        }
    }
}
