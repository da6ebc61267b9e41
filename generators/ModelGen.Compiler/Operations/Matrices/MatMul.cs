using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The product of matrices, [rows, inner] by [inner, columns]; each index of the axes before these two has a product of its own, and an operand is repeated along those that it lacks or where
/// its size is 1. A vector on the left is a row, one on the right a column, whose axis the result does not have. PyTorch's <c>matmul</c>.
/// </summary>
public sealed record MatMul : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(MatMul);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["left", "right"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        if (inputs[0].Rank == 0 || inputs[1].Rank == 0)
        {
            return Refuse("a number is no matrix");
        }

        var (left, right) = (AsMatrix(inputs[0], isLeft: true), AsMatrix(inputs[1], isLeft: false));
        return left[left.Rank - 1] != right[right.Rank - 2] ? Refuse($"the first has {left[left.Rank - 1]} columns, the second {right[right.Rank - 2]} rows")
            : Broadcasting.Infer([Leading(left), Leading(right)]).Problem is not null ? Refuse("axes before the last two differ and none of the two is 1")
            : Result(inputs, left, right);

        Problem Refuse(string reason) => Problem.Of(Rules.MatricesDoNotFit, inputs[0].ToShortString(), inputs[1].ToShortString(), reason);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)outputs[0].Shape.Count * inputs[0].Shape[inputs[0].Shape.Rank - 1];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var shapes = context.Inputs.Select(input => input.Shape).ToArray();
        var (left, right) = (AsMatrix(shapes[0], isLeft: true), AsMatrix(shapes[1], isLeft: false));
        return [Reshaped(context, Product(), Result(shapes, left, right))];

        // One matrix on the right of many: their rows are the rows of one.
        Value Product() => right.Rank == 2
            ? context.Add(new MatrixProduct(), Reshaped(context, context.Inputs[0], Shape.Of(left.Count / left[left.Rank - 1], left[left.Rank - 1])), Reshaped(context, context.Inputs[1], right))
            : context.Add(new MatrixProduct(), Repeated(0, left, right), Repeated(1, right, left));

        Value Repeated(int input, Shape own, Shape other)
        {
            var matrix = Reshaped(context, context.Inputs[input], own);
            var leading = Broadcasting.Infer([Leading(own), Leading(other)]).Shapes.Single();
            return Leading(own) == leading ? matrix : context.Add(new Broadcast(new Shape([.. leading.Sizes, .. own.Sizes.Skip(own.Rank - 2)])), matrix);
        }
    }

    private static Value Reshaped(LoweringContext context, Value value, Shape shape) => value.Shape == shape ? value : context.Add(new Reshape(shape), value);

    private static Shape AsMatrix(Shape shape, bool isLeft) => shape.Rank > 1 ? shape : isLeft ? Shape.Of(1, shape[0]) : Shape.Of(shape[0], 1);

    private static Shape Leading(Shape matrix) => new([.. matrix.Sizes.Take(matrix.Rank - 2)]);

    private static Shape Result(IReadOnlyList<Shape> inputs, Shape left, Shape right)
    {
        var leading = Broadcasting.Infer([Leading(left), Leading(right)]).Shapes.Single();
        var rows = inputs[0].Rank == 1 ? [] : left.Sizes.Skip(left.Rank - 2).Take(1);
        var columns = inputs[1].Rank == 1 ? [] : right.Sizes.Skip(right.Rank - 1);
        return new Shape([.. leading.Sizes, .. rows, .. columns]);
    }
}
