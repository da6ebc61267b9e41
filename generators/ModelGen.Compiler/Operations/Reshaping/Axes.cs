using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Axes by number: from 0, outermost first, or negative from the end, −1 being the last.</summary>
internal static class Axes
{
    /// <summary>The number from the start.</summary>
    public static int FromStart(int axis, Shape shape) => axis < 0 ? axis + shape.Rank : axis;

    /// <summary>MG2040 where the shape has no such axis.</summary>
    public static Problem? Check(int axis, Shape shape) =>
        FromStart(axis, shape) >= 0 && FromStart(axis, shape) < shape.Rank ? null : Problem.Of(Rules.NoSuchAxis, $"{axis}", $"{shape.Rank}");

    /// <summary>The shape with another size of one axis.</summary>
    public static Shape Resize(Shape shape, int axis, int size) => new(shape.Sizes.Select((own, i) => i == axis ? size : own).ToEquatableArray());

    /// <summary>The shape with one more axis.</summary>
    public static Shape Insert(Shape shape, int axis, int size) => new([.. shape.Sizes.Take(axis), size, .. shape.Sizes.Skip(axis)]);

    /// <summary>The part of a value that starts at an index of an axis.</summary>
    public static ElementView Window(Shape whole, int axis, int start)
    {
        var strides = ElementView.StridesOf(whole);
        return new ElementView(string.Empty, Extent.Sample, strides, start * strides[axis]);
    }
}
