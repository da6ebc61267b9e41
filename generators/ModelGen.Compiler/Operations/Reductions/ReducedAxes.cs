using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The axes that a reduction takes away: those named, from the end where negative, or all where none is.</summary>
internal static class ReducedAxes
{
    /// <summary>The operation with its axes.</summary>
    public static string Describe(string name, EquatableArray<int> axes) => axes.Count == 0 ? name : $"{name}({string.Join(", ", axes)})";

    /// <summary>The shape without the axes, or MG2040.</summary>
    public static ShapeResult Infer(Shape input, EquatableArray<int> axes)
    {
        foreach (var axis in axes)
        {
            if (Axes.Check(axis, input) is { } problem)
            {
                return problem;
            }
        }

        return new Shape(Enumerable.Range(0, input.Rank).Where(axis => !IsReduced(input, axes, axis)).Select(axis => input[axis]).ToEquatableArray());
    }

    /// <summary>The shape with 1 for each axis that is taken away.</summary>
    public static Shape KeepAll(Shape input, EquatableArray<int> axes) => new(Enumerable.Range(0, input.Rank).Select(axis => IsReduced(input, axes, axis) ? 1 : input[axis]).ToEquatableArray());

    /// <summary>How many elements become one.</summary>
    public static int Count(Shape input, EquatableArray<int> axes) => Enumerable.Range(0, input.Rank).Where(axis => IsReduced(input, axes, axis)).Aggregate(1, (count, axis) => count * input[axis]);

    /// <summary>The result as a loop over the input's elements sees it.</summary>
    public static ElementView ResultView(Shape input, EquatableArray<int> axes)
    {
        var strides = ElementView.StridesOf(KeepAll(input, axes));
        return new ElementView(string.Empty, Extent.Sample, [.. strides.Select((stride, axis) => IsReduced(input, axes, axis) ? 0 : stride)]);
    }

    private static bool IsReduced(Shape input, EquatableArray<int> axes, int axis) => axes.Count == 0 || axes.Any(named => Axes.FromStart(named, input) == axis);
}
