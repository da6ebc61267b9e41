using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>What convolution and its shape rule mean.</summary>
public class ConvolutionTests
{
    // Sizes as PyTorch gives them for an input of 6 × 9 × 11.
    public static TheoryData<Operation, int[]> Shapes => new()
    {
        { new Conv2D(8, 5, 5), [8, 5, 7] },
        { new Conv2D(8, 1, 1), [8, 9, 11] },
        { new Conv2D(8, 9, 11), [8, 1, 1] },
        { new Conv2D(8, 3, 3, Stride: 2), [8, 4, 5] },
        { new Conv2D(8, 3, 3, Stride: 2, Padding: 1), [8, 5, 6] },
        { new Conv2D(8, 3, 5, Dilation: 2), [8, 5, 3] },
        { new Conv2D(8, 3, 5, Padding: Convolution.Same), [8, 9, 11] },
        { new Conv2D(8, 4, 2, Padding: Convolution.Same, Dilation: 3), [8, 9, 11] },
        { new Conv2D(8, 3, 3, Groups: 2), [8, 7, 9] },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Conv2D_HasPyTorchsShape(Operation convolution, int[] expected) => Assert.Equal(Shape.Of(expected), Assert.Single(convolution.Infer([Shape.Of(6, 9, 11)]).Shapes));

    public static TheoryData<Operation, int[], string> Problems => new()
    {
        { new Conv2D(8, 3, 3), [6], nameof(Rules.ImageExpected) },
        { new Conv2D(8, 3, 3, Groups: 4), [6, 9, 9], nameof(Rules.GroupsDoNotDivide) },
        { new Conv2D(8, 3, 3, Groups: 3), [6, 9, 9], nameof(Rules.GroupsDoNotDivide) },
        { new Conv2D(8, 3, 3, Stride: 2, Padding: Convolution.Same), [6, 9, 9], nameof(Rules.SamePaddingNeedsStrideOne) },
        { new Conv2D(8, 3, 3), [6, 2, 9], nameof(Rules.KernelLargerThanInput) },
        { new Conv2D(8, 3, 3, Padding: 1, Dilation: 5), [6, 9, 8], nameof(Rules.KernelLargerThanInput) },
    };

    [Theory, MemberData(nameof(Problems))]
    public void Conv2D_ThatDoesNotFit_HasAProblem(Operation convolution, int[] input, string rule) =>
        Assert.Equal(((Rule)typeof(Rules).GetProperty(rule)!.GetValue(null)!).Id, convolution.Infer([Shape.Of(input)]).Problem?.Id);

    [Fact]
    public void Weights_HavePyTorchsShapesAndFans()
    {
        var weights = new Conv2D(8, 3, 5, Groups: 2).Weights([Shape.Of(6, 9, 11)]);
        Assert.Equal(["weight", "bias"], weights.Select(weight => weight.Suffix));
        Assert.Equal([Shape.Of(8, 3, 3, 5), Shape.Of(8)], weights.Select(weight => weight.Shape));
        Assert.Equal((3 * 15, 8 * 15), (weights[0].Initial.FanIn, weights[0].Initial.FanOut));
        Assert.Equal([true, false], weights.Select(weight => weight.IsPenalized));
    }

    // torch.nn.functional.conv2d: the kernel is not flipped.
    [Fact]
    public void Conv2D_IsACrossCorrelation() => Assert.Equal(
        [100 + (1 * 1) + (2 * 2) + (3 * 4) + (4 * 5), 100 + (1 * 2) + (2 * 3) + (3 * 5) + (4 * 6)],
        Samples.Evaluate(new Conv2D(1, 2, 2), ([1, 2, 3], [1, 2, 3, 4, 5, 6]), ([1, 1, 2, 2], [1, 2, 3, 4]), ([1], [100])));
}
