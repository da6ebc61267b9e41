using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>An operand or a result of a kernel, as a loop over the elements of a shape sees it.</summary>
/// <param name="Name">Its reference in the kernel.</param>
/// <param name="Extent">Whether an element is sixteen lanes or one number.</param>
/// <param name="Strides">Elements from one index of each axis to the next; 0 along axes that it is repeated over.</param>
/// <param name="Offset">Its element at index 0 of every axis.</param>
public sealed record ElementView(string Name, Extent Extent, IReadOnlyList<int> Strides, int Offset = 0)
{
    /// <summary>A value whose elements are those of the shape, in their order.</summary>
    public static ElementView Whole(string name, Extent extent, Shape shape) => new(name, extent, StridesOf(shape));

    /// <summary>The same; who uses it fills in the name and the extent.</summary>
    public static ElementView Whole(Shape shape) => Whole(string.Empty, Extent.Sample, shape);

    /// <summary>Elements from one index of each axis to the next, in row-major order.</summary>
    public static int[] StridesOf(Shape shape)
    {
        var strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>Whether the elements of the shape stand side by side, in their order.</summary>
    public bool IsRun(Shape shape) => StridesOf(shape).Zip(Strides, (run, own) => run == own).Zip(shape.Sizes, (isEqual, size) => isEqual || size == 1).All(isEqual => isEqual);

    /// <summary>The value's element that belongs to an element of the shape.</summary>
    public int ElementAt(Shape shape, int element)
    {
        var own = Offset;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            own += element % shape[axis] * Strides[axis];
            element /= shape[axis];
        }

        return own;
    }
}
