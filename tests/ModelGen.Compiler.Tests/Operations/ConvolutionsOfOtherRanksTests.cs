using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>Transposed convolutions, those of sequences and volumes, and other shapes for the same values.</summary>
public class ConvolutionsOfOtherRanksTests
{
    // Sizes as PyTorch gives them.
    public static TheoryData<Operation, int[], int[]> Shapes => new()
    {
        { new ConvTranspose2D(8, 5, 2), [6, 9, 11], [8, 13, 12] },
        { new ConvTranspose2D(8, 3, 3, Stride: 2, Padding: 1, OutputPadding: 1), [6, 9, 11], [8, 18, 22] },
        { new ConvTranspose2D(8, 4, 4, Stride: 2, Padding: 1), [6, 9, 11], [8, 18, 22] },
        { new ConvTranspose2D(8, 2, 2, Stride: 3, OutputPadding: 2), [6, 9, 11], [8, 28, 34] },
        { new ConvTranspose2D(8, 1, 1), [6, 1, 1], [8, 1, 1] },
        { new Conv1D(8, 5, Stride: 2, Padding: 1, Dilation: 2), [6, 11], [8, 3] },
        { new Conv1D(8, 4, Padding: Convolution.Same), [6, 11], [8, 11] },
        { new Conv3D(8, 3, 2, 1, Stride: 2), [6, 7, 9, 11], [8, 3, 4, 6] },
        { new Conv3D(8, 3, 3, 3, Padding: 1, Groups: 2), [6, 7, 9, 11], [8, 7, 9, 11] },
        { new MaxPool1D(3, 2, Padding: 1), [6, 11], [6, 6] },
        { new AvgPool1D(2, 2), [6, 11], [6, 5] },
        { new AvgPool1D(2, 2, Ceiling: true), [6, 11], [6, 6] },
        { new Reshape(Shape.Of(3, 4)), [2, 6], [3, 4] },
        { new Reshape(Shape.Of(2, -1, 3)), [2, 6], [2, 2, 3] },
        { new Reshape(Shape.Of(-1)), [2, 6], [12] },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Layer_HasPyTorchsShape(Operation layer, int[] input, int[] expected) => Assert.Equal(Shape.Of(expected), Assert.Single(layer.Infer([Shape.Of(input)]).Shapes));

    public static TheoryData<Operation, int[], string> Problems => new()
    {
        { new ConvTranspose2D(8, 3, 3), [6], nameof(Rules.ImageExpected) },
        { new ConvTranspose2D(8, 3, 3, OutputPadding: 1), [6, 9, 9], nameof(Rules.OutputPaddingTooLarge) },
        { new ConvTranspose2D(8, 3, 3, Stride: 2, OutputPadding: 2), [6, 9, 9], nameof(Rules.OutputPaddingTooLarge) },
        { new ConvTranspose2D(8, 2, 2, Padding: 1), [6, 1, 9], nameof(Rules.NothingLeft) },
        { new ConvTranspose2D(8, 1, 1, Stride: 32767), [6, 9, 9999], nameof(Rules.NetworkTooLarge) },
        { new Conv1D(8, 3), [6, 9, 9], nameof(Rules.SequenceExpected) },
        { new Conv1D(8, 3), [6, 2], nameof(Rules.KernelLargerThanInput) },
        { new Conv3D(8, 3, 3, 3), [6, 9, 9], nameof(Rules.VolumeExpected) },
        { new Conv3D(8, 3, 3, 3), [6, 2, 9, 9], nameof(Rules.KernelLargerThanInput) },
        { new MaxPool1D(3, 3), [6], nameof(Rules.SequenceExpected) },
        { new MaxPool1D(3, 3, Padding: 2), [6, 9], nameof(Rules.PoolPaddingTooLarge) },
        { new AvgPool1D(3, 3), [6, 2], nameof(Rules.KernelLargerThanInput) },
        { new Reshape(Shape.Of(3, 5)), [2, 6], nameof(Rules.ReshapeChangesCount) },
        { new Reshape(Shape.Of(5, -1)), [2, 6], nameof(Rules.ReshapeChangesCount) },
        { new Reshape(Shape.Of(-1, 3, -1)), [2, 6], nameof(Rules.ReshapeChangesCount) },
        { new Reshape(Shape.Of(-1, 0)), [2, 6], nameof(Rules.ReshapeChangesCount) },
    };

    [Theory, MemberData(nameof(Problems))]
    public void Layer_ThatDoesNotFit_HasAProblem(Operation layer, int[] input, string rule) =>
        Assert.Equal(((Rule)typeof(Rules).GetProperty(rule)!.GetValue(null)!).Id, layer.Infer([Shape.Of(input)]).Problem?.Id);

    // PyTorch takes the second axis of any weight for its fan-in, which for this one are the filters.
    [Fact]
    public void ConvTranspose2D_HasPyTorchsWeights()
    {
        var weights = new ConvTranspose2D(8, 3, 5).Weights([Shape.Of(6, 9, 11)]);
        Assert.Equal([Shape.Of(6, 8, 3, 5), Shape.Of(8)], weights.Select(weight => weight.Shape));
        Assert.Equal((8 * 15, 6 * 15), (weights[0].Initial.FanIn, weights[0].Initial.FanOut));
    }

    [Fact]
    public void Weights_HaveTheKernelsAxes()
    {
        Assert.Equal(Shape.Of(8, 3, 5), new Conv1D(8, 5, Groups: 2).Weights([Shape.Of(6, 11)])[0].Shape);
        Assert.Equal(Shape.Of(8, 6, 1, 2, 3), new Conv3D(8, 1, 2, 3).Weights([Shape.Of(6, 9, 9, 9)])[0].Shape);
    }

    // With the kernel's size as stride, kernels lie side by side.
    [Fact]
    public void ConvTranspose2D_AddsKernelsTimesValues() => Assert.Equal(
        [11, 12, 12, 14, 13, 14, 16, 18, 13, 16, 14, 18, 19, 22, 22, 26],
        Evaluate(new ConvTranspose2D(1, 2, 2, Stride: 2), [1, 2, 2], [1, 2, 3, 4], [1, 2, 3, 4]));

    // Kernels overlap in one column; padding takes the first row and column, and the output's padding is what it takes at the end.
    [Fact]
    public void ConvTranspose2D_TakesPaddingOffItsOutput() => Assert.Equal(
        [10 + 5, 10 + 6 + 40, 10 + 50, 10 + 60, 10 + 8, 10 + 9 + 70, 10 + 80, 10 + 90],
        Evaluate(new ConvTranspose2D(1, 3, 3, Stride: 2, Padding: 1, OutputPadding: 1), [1, 1, 2], [1, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9]));

    [Fact]
    public void Conv3D_AddsSlices() => Assert.Equal(
        [10 + 1 + 30, 10 + 2 + 40, 10 + 3 + 50, 10 + 4 + 60],
        Evaluate(new Conv3D(1, 2, 1, 1), [1, 3, 1, 2], [1, 2, 3, 4, 5, 6], [1, 10]));

    // The zeros of a padded volume are around it on all six sides.
    [Fact]
    public void Conv3D_PadsAllSides() => Assert.Equal(
        [.. Enumerable.Repeat(10.0, 13), 17, .. Enumerable.Repeat(10.0, 13)],
        Evaluate(new Conv3D(1, 1, 1, 1, Padding: 1), [1, 1, 1, 1], [7], [1]));

    [Fact]
    public void Conv1D_PadsBothEnds() => Assert.Equal(
        [10 + 20, 10 + 1 + 40, 10 + 2 + 60, 10 + 3],
        Evaluate(new Conv1D(1, 2, Padding: 1), [1, 3], [1, 2, 3], [1, 20]));

    private static double[] Evaluate(Operation layer, int[] shape, double[] input, double[] weight)
    {
        var graph = new Graph();
        var x = graph.Add(new NetworkInput(Shape.Of(shape), 0), "input", origin: -1);
        var weights = layer.Weights([x.Shape]).Select((declared, i) => graph.Tensor(ValueSource.Parameter, i, declared.Suffix, declared.Shape));
        var output = graph.Add(layer, "layer", origin: -1, [x, .. weights]);
        var lowered = Lowering.Lower(graph, ProgramMode.Inference);
        return ReferenceInterpreter.Run(lowered.Graph, batch: 1, new ReferenceBatch([input]), value => value.Tensor == 0 ? weight : [10])[lowered.Map(output)];
    }
}
