using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>NumPy's broadcasting: shapes are aligned at their last axes, and an axis that is missing or of size 1 is repeated. Whether a value exists once a sample or once does not matter.</summary>
internal static class Broadcasting
{
    /// <summary>The shape that operands have together, or MG2007.</summary>
    public static ShapeResult Infer(IReadOnlyList<Shape> shapes)
    {
        var result = shapes[0];
        foreach (var shape in shapes.Skip(1))
        {
            if (Mismatch(result, shape) is { } problem)
            {
                return problem;
            }

            result = Common(result, shape);
        }

        return result;
    }

    /// <summary>Whether a shape can be repeated to another.</summary>
    public static bool Fits(Shape operand, Shape result) => Mismatch(result, operand) is null && Common(result, operand) == result;

    /// <summary>An operand as a loop over the result's elements sees it.</summary>
    public static ElementView View(string name, Extent extent, Shape operand, Shape result)
    {
        var own = ElementView.StridesOf(operand);
        var added = result.Rank - operand.Rank;
        return new ElementView(name, extent, [.. Enumerable.Range(0, result.Rank).Select(axis => axis < added || operand[axis - added] == 1 ? 0 : own[axis - added])]);
    }

    /// <summary>The axes of the result along which the operand is repeated.</summary>
    public static EquatableArray<int> RepeatedAxes(Shape operand, Shape result)
    {
        var added = result.Rank - operand.Rank;
        return Enumerable.Range(0, result.Rank).Where(axis => axis < added || operand[axis - added] != result[axis]).ToEquatableArray();
    }

    /// <summary>An operand's gradient from one of the result's shape: the sum over all that the operand is repeated over, samples included.</summary>
    public static Value Reduce(GradientContext context, int input, Value gradient)
    {
        var operand = context.Input(input);
        if (operand.Extent == Extent.Batch && gradient.Extent == Extent.Sample)
        {
            return context.Add(new BatchSum(operand.Shape), gradient);
        }

        if (gradient.Shape == operand.Shape)
        {
            return gradient;
        }

        var axes = RepeatedAxes(operand.Shape, gradient.Shape);
        var sum = axes.Count == 0 ? gradient : context.Add(new Sum(axes), gradient);
        return sum.Shape == operand.Shape ? sum : context.Add(new Reshape(operand.Shape), sum);
    }

    /// <summary>For each operand of the reference, its element that belongs to an element of the result; samples included.</summary>
    public static int ReferenceElement(ReferenceCall call, int input, int element)
    {
        var (operand, result) = (call.Node.Inputs[input], call.Node.Outputs[0]);
        var own = View(string.Empty, operand.Extent, operand.Shape, result.Shape).ElementAt(result.Shape, element % result.Shape.Count);
        return operand.Extent == Extent.Batch ? own : (element / result.Shape.Count * operand.Shape.Count) + own;
    }

    private static Problem? Mismatch(Shape left, Shape right)
    {
        var longer = left.Rank >= right.Rank ? left : right;
        for (var fromEnd = 1; fromEnd <= Math.Min(left.Rank, right.Rank); fromEnd++)
        {
            var (a, b) = (left[left.Rank - fromEnd], right[right.Rank - fromEnd]);
            if (a != b && a != 1 && b != 1)
            {
                return Problem.Of(Rules.OperandsDiffer, longer.AxisName(longer.Rank - fromEnd), $"{a}", $"{b}", left.ToShortString(), right.ToShortString());
            }
        }

        return null;
    }

    // An operand's own shape where it is the result's: the origin of shapes is followed by their identity.
    private static Shape Common(Shape left, Shape right)
    {
        var rank = Math.Max(left.Rank, right.Rank);
        var sizes = Enumerable.Range(0, rank).Select(axis => (Size(left, axis), Size(right, axis)) is (var a, var b) && a == 1 ? b : a).ToEquatableArray();
        return left.Sizes.Equals(sizes) ? left : right.Sizes.Equals(sizes) ? right : new Shape(sizes);

        int Size(Shape shape, int axis) => axis < rank - shape.Rank ? 1 : shape[axis - (rank - shape.Rank)];
    }
}
