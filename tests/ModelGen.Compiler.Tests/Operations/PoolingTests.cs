using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>What pooling means, at the points where definitions differ.</summary>
public class PoolingTests
{
    private static readonly PoolWindow Three = new(3, 3, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false);

    // Sizes as PyTorch gives them for an input of 2 × 6 × 7.
    public static TheoryData<PoolWindow, int[]> Shapes => new()
    {
        { new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false), [2, 3, 3] },
        { new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: true), [2, 3, 4] },
        { Three, [2, 2, 3] },
        { Three with { Ceiling = true }, [2, 3, 3] },
        { Three with { PaddingHeight = 1, PaddingWidth = 1 }, [2, 3, 4] },
        { new PoolWindow(2, 3, 1, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false), [2, 7, 4] },

        // A fourth column of windows would start in the padding on the right: PyTorch drops it.
        { new PoolWindow(2, 2, 3, 3, PaddingHeight: 1, PaddingWidth: 1, Ceiling: true), [2, 3, 3] },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Pooling_HasPyTorchsShape(PoolWindow window, int[] expected)
    {
        Assert.Equal(Shape.Of(expected), Assert.Single(new MaxPool2D(window).Infer([Shape.Of(2, 6, 7)]).Shapes));
        Assert.Equal(Shape.Of(expected), Assert.Single(new AvgPool2D(window).Infer([Shape.Of(2, 6, 7)]).Shapes));
    }

    public static TheoryData<Operation, int[], string> Problems => new()
    {
        { new MaxPool2D(Three), [6], nameof(Rules.ImageExpected) },
        { new GlobalAvgPool2D(), [6], nameof(Rules.ImageExpected) },
        { new AvgPool2D(Three with { PaddingHeight = 2, PaddingWidth = 2 }), [2, 9, 9], nameof(Rules.PoolPaddingTooLarge) },
        { new MaxPool2D(Three), [2, 2, 9], nameof(Rules.KernelLargerThanInput) },
    };

    [Theory, MemberData(nameof(Problems))]
    public void Pooling_ThatDoesNotFit_HasAProblem(Operation pooling, int[] input, string rule) =>
        Assert.Equal(((Rule)typeof(Rules).GetProperty(rule)!.GetValue(null)!).Id, pooling.Infer([Shape.Of(input)]).Problem?.Id);

    [Fact]
    public void AvgPool2D_CountsThePadding() =>
        Assert.Equal([1.0, 2, 3, 4], Samples.Evaluate(new AvgPool2D(new PoolWindow(2, 2, 2, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false)), ([1, 2, 2], [4, 8, 12, 16])));

    [Fact]
    public void AvgPool2D_WithCeiling_DoesNotCountWhatIsBeyondThePadding() =>
        Assert.Equal([1.5, 3], Samples.Evaluate(new AvgPool2D(new PoolWindow(1, 2, 1, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: true)), ([1, 1, 3], [1, 2, 3])));

    [Fact]
    public void MaxPool2D_IgnoresThePadding() =>
        Assert.Equal([-4.0, -3, -2, -1], Samples.Evaluate(new MaxPool2D(new PoolWindow(2, 2, 2, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false)), ([1, 2, 2], [-4, -3, -2, -1])));

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(1, double.NaN)]
    public void MaxPool2D_PropagatesNaN(double first, double second) =>
        Assert.True(double.IsNaN(Assert.Single(Samples.Evaluate(new MaxPool2D(new PoolWindow(1, 2, 1, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false)), ([1, 1, 2], [first, second])))));

    [Fact]
    public void MaxPool2DGradient_GoesToTheFirstMaximum() => Assert.Equal(
        [0.0, 10, 0, 0],
        Samples.Evaluate(new MaxPool2DGradient(new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false)), ([1, 1, 1], [10]), ([1, 2, 2], [1, 5, 5, 5]), ([1, 1, 1], [5])));

    [Fact]
    public void GlobalPooling_GivesOneNumberAChannel()
    {
        Assert.Equal(Shape.Of(3), Assert.Single(new GlobalAvgPool2D().Infer([Shape.Of(3, 5, 4)]).Shapes));
        Assert.Equal(Shape.Of(3), Assert.Single(new GlobalMaxPool2D().Infer([Shape.Of(3, 5, 4)]).Shapes));
    }
}
