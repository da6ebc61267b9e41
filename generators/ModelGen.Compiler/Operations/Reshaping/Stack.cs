using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>Values of one shape along a new axis.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Axis">Where the new axis is in the result, negative from the end.</param>
public sealed record Stack(int Count, int Axis = 0) : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(Stack);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => [.. Enumerable.Range(0, Count).Select(part => $"part{part}")];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => Axis == 0 ? Name : $"Stack({Axis})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("values", Count, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var axis = FromStart(inputs[0]);
        return axis < 0 || axis > inputs[0].Rank ? Problem.Of(Rules.NoSuchAxis, $"{Axis}", $"{inputs[0].Rank}")
            : inputs.FirstOrDefault(input => input != inputs[0]) is { } other ? Problem.Of(Rules.PartsDiffer, $"{axis}", inputs[0].ToShortString(), other.ToShortString())
            : Axes.Insert(inputs[0], axis, Count);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var axis = FromStart(context.Inputs[0].Shape);
        return [context.Add(new Concat(Count, axis), [.. context.Inputs.Select(input => context.Add(new Reshape(Axes.Insert(input.Shape, axis, 1)), input))])];
    }

    private int FromStart(Shape part) => Axis < 0 ? Axis + part.Rank + 1 : Axis;
}
