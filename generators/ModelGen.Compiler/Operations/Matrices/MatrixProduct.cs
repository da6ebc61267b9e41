using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// C = A·B, c[i, j] = Σₖ a[i, k]·b[k, j] in one chain over k, of matrices in the last two axes; axes before them are equal. A factor may be read as its transpose, so that the gradients,
/// dA = dC·Bᵀ and dB = Aᵀ·dC, are products too.
/// </summary>
/// <param name="IsLeftTransposed">Whether the left factor is stored as [inner, rows].</param>
/// <param name="IsRightTransposed">Whether the right factor is stored as [columns, inner].</param>
public sealed record MatrixProduct(bool IsLeftTransposed = false, bool IsRightTransposed = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(MatrixProduct);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["left", "right"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["product"];

    /// <inheritdoc/>
    public override bool TakesBatchValues => true;

    /// <inheritdoc/>
    public override string Describe() => $"{(IsLeftTransposed ? "leftᵀ" : "left")}·{(IsRightTransposed ? "rightᵀ" : "right")}";

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        var sizes = Sizes(inputs[0], inputs[1]);
        return new Shape([.. inputs[0].Sizes.Take(inputs[0].Rank - 2), sizes.Rows, sizes.Columns]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)outputs[0].Shape.Count * Sizes(inputs[0].Shape, inputs[1].Shape).Inner;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (left, right, gradient) = (context.Input(0), context.Input(1), context.OutputGradient);
        return [context.Needs(0) ? Broadcasting.Reduce(context, 0, Left()) : null, context.Needs(1) ? Broadcasting.Reduce(context, 1, Right()) : null];

        Value Left() => IsLeftTransposed
            ? context.Add(new MatrixProduct(IsRightTransposed, IsRightTransposed: true), right, gradient)
            : context.Add(new MatrixProduct(IsLeftTransposed: false, !IsRightTransposed), gradient, right);

        Value Right() => IsRightTransposed
            ? context.Add(new MatrixProduct(IsLeftTransposed: true, IsLeftTransposed), gradient, left)
            : context.Add(new MatrixProduct(!IsLeftTransposed, IsRightTransposed: false), left, gradient);
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var sizes = Sizes(call.InputShape(0), call.InputShape(1));
        var product = call.OutputShape();
        for (var i = 0; i < call.Output().Length; i++)
        {
            var (sample, element) = (i / product.Count, i % product.Count);
            var (matrix, row, column) = (element / (sizes.Rows * sizes.Columns), element / sizes.Columns % sizes.Rows, element % sizes.Columns);
            for (var inner = 0; inner < sizes.Inner; inner++)
            {
                call.Output()[i] += call.Input(0)[Start(0) + sizes.Left(matrix, row, inner)] * call.Input(1)[Start(1) + sizes.Right(matrix, inner, column)];
            }

            int Start(int input) => call.Node.Inputs[input].Extent == Extent.Sample ? sample * call.InputShape(input).Count : 0;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var sizes = Sizes(kernel.InputShape(0), kernel.InputShape(1));
        if (kernel.OutputExtent() == Extent.Batch)
        {
            WriteNumbers(kernel, sizes);
            return;
        }

        // A tile's sums and one row and column of operands stay in registers.
        var (rowTile, columnTile) = kernel.Vector.Registers == 32 ? (4, 5) : (3, 3);
        using (kernel.ForSlices(out var lane))
        using (kernel.For("matrix", sizes.Matrices, out var matrix))
        {
            foreach (var rows in Tiling.Split(sizes.Rows, rowTile))
            {
                foreach (var columns in Tiling.Split(sizes.Columns, columnTile))
                {
                    using (kernel.For("row", rows, out var row))
                    using (kernel.For("column", columns, out var column))
                    {
                        WriteTile(kernel, sizes, (matrix, row, column, lane), rows.Size, columns.Size);
                    }
                }
            }
        }
    }

    private static void WriteTile(KernelWriter kernel, MatrixSizes sizes, (Offset Matrix, Offset Row, Offset Column, Offset Lane) first, int rows, int columns)
    {
        var vector = kernel.Vector;
        foreach (var (row, column) in Cells())
        {
            kernel.Write($"var sum{row}_{column} = {vector.Zero};");
        }

        using (kernel.For("inner", sizes.Inner, out var inner))
        {
            for (var column = 0; column < columns; column++)
            {
                kernel.Write($"var right{column} = {Operand(1, sizes.Right(first.Matrix, inner, first.Column + column))};");
            }

            for (var row = 0; row < rows; row++)
            {
                kernel.Write($"var left{row} = {Operand(0, sizes.Left(first.Matrix, first.Row + row, inner))};");
                for (var column = 0; column < columns; column++)
                {
                    kernel.Write($"sum{row}_{column} = {vector.MultiplyAdd($"left{row}", $"right{column}", $"sum{row}_{column}")};");
                }
            }
        }

        foreach (var (row, column) in Cells())
        {
            kernel.Write($"{vector.Store($"sum{row}_{column}", "product", (sizes.Product(first.Matrix, first.Row + row, first.Column + column) * VectorWidth.Lanes) + first.Lane)};");
        }

        IEnumerable<(int Row, int Column)> Cells() => Enumerable.Range(0, rows * columns).Select(cell => (cell / columns, cell % columns));

        string Operand(int input, Offset element) => kernel.InputExtent(input) == Extent.Sample
            ? vector.Load(input == 0 ? "left" : "right", (element * VectorWidth.Lanes) + first.Lane)
            : vector.Broadcast(element.In(input == 0 ? "left" : "right"));
    }

    private static void WriteNumbers(KernelWriter kernel, MatrixSizes sizes)
    {
        using (kernel.For("matrix", sizes.Matrices, out var matrix))
        using (kernel.For("row", sizes.Rows, out var row))
        using (kernel.For("column", sizes.Columns, out var column))
        {
            kernel.Write("var sum = 0f;");
            using (kernel.For("inner", sizes.Inner, out var inner))
            {
                kernel.Write($"sum = MathF.FusedMultiplyAdd({sizes.Left(matrix, row, inner).In("left")}, {sizes.Right(matrix, inner, column).In("right")}, sum);");
            }

            kernel.Write($"{sizes.Product(matrix, row, column).In("product")} = sum;");
        }
    }

    /// <inheritdoc/>
    public override int? StraightCost(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => outputs[0].Extent == Extent.Batch ? null : checked((int)Math.Min(int.MaxValue, MultiplyAdds(inputs, outputs)));

    /// <inheritdoc/>
    public override void EmitStraight(StraightWriter code)
    {
        var sizes = Sizes(code.InputShape(0), code.InputShape(1));
        for (var element = 0; element < code.OutputShape().Count; element++)
        {
            var (matrix, row, column) = (element / (sizes.Rows * sizes.Columns), element / sizes.Columns % sizes.Rows, element % sizes.Columns);
            var sum = code.Local("sum", $"{code.Input(0, sizes.Left(matrix, row, 0))} * {code.Input(1, sizes.Right(matrix, 0, column))}");
            for (var inner = 1; inner < sizes.Inner; inner++)
            {
                code.Assign(sum, code.Vector.MultiplyAdd(code.Input(0, sizes.Left(matrix, row, inner)), code.Input(1, sizes.Right(matrix, inner, column)), sum));
            }

            code.Define(0, element, sum);
        }
    }

    private MatrixSizes Sizes(Shape left, Shape right)
    {
        var (rows, inner) = Last(left, IsLeftTransposed);
        return new MatrixSizes(left.Count / (rows * inner), rows, inner, Last(right, IsRightTransposed).Columns, IsLeftTransposed, IsRightTransposed);

        static (int Rows, int Columns) Last(Shape shape, bool isTransposed) => isTransposed ? (shape[shape.Rank - 1], shape[shape.Rank - 2]) : (shape[shape.Rank - 2], shape[shape.Rank - 1]);
    }
}

/// <summary>The sizes of a product of matrices, and where the elements of its factors are.</summary>
internal sealed record MatrixSizes(int Matrices, int Rows, int Inner, int Columns, bool IsLeftTransposed, bool IsRightTransposed)
{
    /// <summary>The left factor's element.</summary>
    public int Left(int matrix, int row, int inner) => (matrix * Rows * Inner) + (IsLeftTransposed ? (inner * Rows) + row : (row * Inner) + inner);

    /// <summary>The right factor's element.</summary>
    public int Right(int matrix, int inner, int column) => (matrix * Inner * Columns) + (IsRightTransposed ? (column * Inner) + inner : (inner * Columns) + column);

    /// <summary>The left factor's element, in emitted code.</summary>
    public Offset Left(Offset matrix, Offset row, Offset inner) => (matrix * (Rows * Inner)) + (IsLeftTransposed ? (inner * Rows) + row : (row * Inner) + inner);

    /// <summary>The right factor's element, in emitted code.</summary>
    public Offset Right(Offset matrix, Offset inner, Offset column) => (matrix * (Inner * Columns)) + (IsRightTransposed ? (column * Inner) + inner : (inner * Columns) + column);

    /// <summary>The product's element, in emitted code.</summary>
    public Offset Product(Offset matrix, Offset row, Offset column) => (matrix * (Rows * Columns)) + (row * Columns) + column;
}
