using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted products of matrices against their reference.</summary>
public class MatrixKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 3, 11)]
    [InlineData(5, 1, 2)]
    [InlineData(1, 9, 6)]
    [InlineData(4, 17, 5)]
    public void MatrixProduct_IsTheReference(int rows, int inner, int columns)
    {
        foreach (var (isLeftTransposed, isRightTransposed) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var product = new MatrixProduct(isLeftTransposed, isRightTransposed);
            int[] left = isLeftTransposed ? [inner, rows] : [rows, inner], right = isRightTransposed ? [columns, inner] : [inner, columns];
            KernelCheck.Compare(product, Operand.Sample(left), Operand.Sample(right));
            KernelCheck.Compare(product, Operand.Batch(left), Operand.Sample(right));
            KernelCheck.Compare(product, Operand.Sample([3, .. left]), Operand.Batch([3, .. right]));
            KernelCheck.Compare(product, Operand.Batch([2, .. left]), Operand.Batch([2, .. right]));
        }
    }
}
