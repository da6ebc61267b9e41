using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>What products of matrices and vectors mean, and what they refuse.</summary>
public class MatrixTests
{
    [Fact]
    public void MatMul_IsTheProduct()
    {
        Assert.Equal([58, 64, 139, 154], Samples.Evaluate(new MatMul(), ([2, 3], [1, 2, 3, 4, 5, 6]), ([3, 2], [7, 8, 9, 10, 11, 12])));
        Assert.Equal([14, 32], Samples.Evaluate(new MatMul(), ([2, 3], [1, 2, 3, 4, 5, 6]), ([3], [1, 2, 3])));
        Assert.Equal([9, 12, 15], Samples.Evaluate(new MatMul(), ([2], [1, 2]), ([2, 3], [1, 2, 3, 4, 5, 6])));
        Assert.Equal([1, 4, 3, 10, 5, 16, 7, 22], Samples.Evaluate(new MatMul(), ([4, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), ([2, 2], [1, 2, 0, 1])));
        Assert.Equal([1 + 4 + 9], Samples.Evaluate(new Dot(), [1, 2, 3], [1, 2, 3]));
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, new[] { 2, 5 }, new[] { 3, 5 })]
    [InlineData(new[] { 7, 3, 2 }, new[] { 7, 2, 5 }, new[] { 7, 3, 5 })]
    [InlineData(new[] { 7, 3, 2 }, new[] { 2, 5 }, new[] { 7, 3, 5 })]
    [InlineData(new[] { 3, 2 }, new[] { 7, 2, 5 }, new[] { 7, 3, 5 })]
    [InlineData(new[] { 1, 7, 3, 2 }, new[] { 6, 1, 2, 5 }, new[] { 6, 7, 3, 5 })]
    [InlineData(new[] { 7, 3, 2 }, new[] { 2 }, new[] { 7, 3 })]
    [InlineData(new[] { 3 }, new[] { 7, 3, 5 }, new[] { 7, 5 })]
    [InlineData(new[] { 2 }, new[] { 2, 5 }, new[] { 5 })]
    [InlineData(new[] { 3, 2 }, new[] { 2 }, new[] { 3 })]
    [InlineData(new[] { 2 }, new[] { 2 }, new int[0])]
    public void MatMul_HasRowsOfTheFirstAndColumnsOfTheSecond(int[] left, int[] right, int[] product) =>
        Assert.Equal(Shape.Of(product), Assert.Single(new MatMul().Infer([Shape.Of(left), Shape.Of(right)]).Shapes));

    [Theory]
    [InlineData(new[] { 3, 2 }, new[] { 3, 5 })]
    [InlineData(new[] { 7, 3, 2 }, new[] { 6, 2, 5 })]
    [InlineData(new[] { 5, 7, 3, 2 }, new[] { 6, 1, 2, 5 })]
    [InlineData(new int[0], new[] { 2, 5 })]
    public void MatMul_OfWhatDoesNotFit_IsRefused(int[] left, int[] right) =>
        Assert.Equal(Rules.MatricesDoNotFit.Id, new MatMul().Infer([Shape.Of(left), Shape.Of(right)]).Problem?.Id);

    [Theory]
    [InlineData(new[] { 3 }, new[] { 4 })]
    [InlineData(new[] { 3, 2 }, new[] { 3, 2 })]
    public void Dot_OfWhatIsNoPairOfVectors_IsRefused(int[] left, int[] right) =>
        Assert.Equal(Rules.MatricesDoNotFit.Id, new Dot().Infer([Shape.Of(left), Shape.Of(right)]).Problem?.Id);
}
