using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>Code along the first axis of a value, for each position of the other axes: the values of a vector, or the channels of an image.</summary>
/// <param name="Classes">Size of the first axis.</param>
/// <param name="Positions">Elements of the others.</param>
internal readonly record struct ClassAxis(int Classes, int Positions)
{
    /// <summary>Vector operations of one exponential.</summary>
    public const int ExponentialCost = 20;

    public static ClassAxis Of(Shape shape) => new(shape[0], shape.Count / shape[0]);

    /// <summary>Where the lanes of a class and position are.</summary>
    public Offset Offset(Offset classIndex, Offset position, Offset lane) => (((classIndex * Positions) + position) * VectorWidth.Lanes) + lane;

    /// <summary>The element of a class at a position, in one sample.</summary>
    public int Element(int classIndex, int position) => (classIndex * Positions) + position;

    /// <summary>Loops over slices and positions; the body gets position and lane.</summary>
    public void ForPositions(KernelWriter kernel, Action<Offset, Offset> body)
    {
        using (kernel.ForSlices(out var lane))
        using (kernel.For("position", Positions, out var position))
        {
            body(position, lane);
        }
    }

    /// <summary>Declares <c>largest</c>, the largest along the axis: subtracting it keeps every exponential at most 1.</summary>
    public void EmitLargest(KernelWriter kernel, string operand, Offset position, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"var largest = {vector.Load(operand, Offset(0, position, lane))};");
        if (Classes > 1)
        {
            using (kernel.For("classIndex", 1, Classes, 1, out var classIndex))
            {
                kernel.Write($"largest = VectorMath.Max(largest, {vector.Load(operand, Offset(classIndex, position, lane))});");
            }
        }
    }

    /// <summary>A local with the largest element of the first operand along the axis.</summary>
    public string EmitLargest(StraightWriter code, int position = 0)
    {
        var largest = code.Local("largest", code.Input(0, position));
        for (var classIndex = 1; classIndex < Classes; classIndex++)
        {
            code.Assign(largest, $"VectorMath.Max({largest}, {code.Input(0, Element(classIndex, position))})");
        }

        return largest;
    }

    /// <summary>Each sample's and position's elements along the axis, by their indices.</summary>
    public IEnumerable<int[]> Groups(int batch)
    {
        for (var sample = 0; sample < batch; sample++)
        {
            for (var position = 0; position < Positions; position++)
            {
                var group = new int[Classes];
                for (var classIndex = 0; classIndex < Classes; classIndex++)
                {
                    group[classIndex] = (sample * Classes * Positions) + Element(classIndex, position);
                }

                yield return group;
            }
        }
    }
}
