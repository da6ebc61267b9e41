using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>An axis cut into parts of one size: as many results.</summary>
/// <param name="Parts">How many.</param>
/// <param name="Axis">The axis, negative from the end.</param>
public sealed record Split(int Parts, int Axis = 0) : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(Split);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [.. Enumerable.Range(0, Parts).Select(part => $"part{part}")];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => Axis == 0 ? $"Split({Parts})" : $"Split({Parts}, {Axis})";

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.AtLeast("parts", Parts, 1);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (Axes.Check(Axis, inputs[0]) is { } problem)
        {
            return problem;
        }

        var axis = Axes.FromStart(Axis, inputs[0]);
        return inputs[0][axis] % Parts == 0
            ? Enumerable.Repeat(Axes.Resize(inputs[0], axis, inputs[0][axis] / Parts), Parts).ToArray()
            : Problem.Of(Rules.SplitUneven, $"{Parts}", $"{inputs[0][axis]}", $"{axis}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var input = context.Inputs[0];
        var axis = Axes.FromStart(Axis, input.Shape);
        var size = input.Shape[axis] / Parts;
        return [.. Enumerable.Range(0, Parts).Select(part => context.Add(new Slice(axis, part * size, size), input))];
    }
}
