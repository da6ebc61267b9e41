using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted convolutions against their reference.</summary>
public class ConvolutionKernelTests
{
    // Groups, filters and channels of a group, height, width, kernel height, kernel width, stride, dilation: sizes of 1, primes, off any tile, and every way not to be square.
    public static TheoryData<Geometry> Geometries =>
    [
        new Geometry(1, 1, 1, 1, 1, 1, 1, 1, 1),
        new Geometry(1, 6, 1, 9, 8, 5, 5, 1, 1),
        new Geometry(1, 7, 3, 8, 11, 3, 2, 1, 1),
        new Geometry(1, 13, 5, 4, 17, 1, 1, 1, 1),
        new Geometry(1, 2, 3, 9, 8, 3, 3, 2, 1),
        new Geometry(1, 3, 2, 11, 13, 2, 3, 3, 1),
        new Geometry(1, 3, 2, 7, 6, 1, 1, 2, 1),
        new Geometry(1, 3, 2, 11, 10, 3, 3, 1, 2),
        new Geometry(1, 2, 2, 12, 13, 3, 3, 2, 3),
        new Geometry(1, 2, 2, 12, 13, 2, 4, 4, 2),
        new Geometry(3, 2, 1, 6, 7, 3, 3, 1, 1),
        new Geometry(4, 1, 1, 5, 9, 3, 3, 2, 1),
        new Geometry(2, 5, 3, 5, 6, 2, 2, 1, 1),
        new Geometry(1, 3, 2, 3, 29, 1, 23, 1, 1),
        new Geometry(1, 2, 1, 19, 2, 17, 2, 1, 1),

        // More filters than the widest vector has, and more taps than there are registers.
        new Geometry(1, 37, 17, 5, 6, 1, 1, 1, 1),
        new Geometry(2, 17, 5, 6, 7, 3, 3, 2, 1),
        new Geometry(1, 16, 2, 8, 9, 7, 7, 1, 1),

        // Sequences, then volumes: depth and kernel depth are the last sizes but one.
        new Geometry(1, 1, 1, 1, 1, 1, 1, 1, 1, Axes: 1),
        new Geometry(1, 7, 3, 1, 29, 1, 5, 1, 1, Axes: 1),
        new Geometry(1, 5, 13, 1, 11, 1, 1, 1, 1, Axes: 1),
        new Geometry(3, 2, 2, 1, 17, 1, 3, 2, 3, Axes: 1),
        new Geometry(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, Axes: 3),
        new Geometry(1, 5, 3, 5, 7, 3, 2, 1, 1, 4, 2, Axes: 3),
        new Geometry(1, 3, 5, 4, 3, 1, 1, 1, 1, 5, 1, Axes: 3),
        new Geometry(1, 3, 2, 4, 5, 2, 1, 1, 1, 5, 3, Axes: 3),
        new Geometry(2, 2, 3, 7, 9, 3, 2, 2, 1, 6, 3, Axes: 3),
        new Geometry(1, 2, 2, 8, 7, 2, 3, 3, 2, 9, 3, Axes: 3),
    ];

    [Theory, MemberData(nameof(Geometries))]
    public void Convolution_IsTheReference(Geometry geometry) => Compare(geometry);

    // With one filter and one kernel row nothing loops over taps: a row without taps must still be written.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void InputGradient_WithoutTaps_IsZero(int width) =>
        KernelCheck.Compare(new ConvolutionInputGradient(new Geometry(1, 1, 1, 5, width, 1, 1, 3, 1)), Operand.Sample(1, 2, ((width - 1) / 3) + 1), Operand.Batch(1, 1, 1, 1));

    [Fact]
    public void Conv2D_WithActivation_IsTheReference()
    {
        KernelCheck.Compare(new Conv2D(5, 3, 3, Activation: new Tanh()), Operand.Sample(2, 6, 7), Operand.Batch(5, 2, 3, 3), Operand.Batch(5));
        KernelCheck.Compare(new Conv2D(5, 3, 3, HasBias: false, Activation: new Relu()), Operand.Sample(2, 6, 7), Operand.Batch(5, 2, 3, 3));
    }

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0, 2, 0, 0)]
    [InlineData(0, 0, 0, 3)]
    [InlineData(1, 2, 3, 4)]
    public void Padding_IsTheReference(int top, int bottom, int left, int right)
    {
        KernelCheck.Compare(new Pad2D(top, bottom, left, right), Operand.Sample(3, 2, 5));
        KernelCheck.Compare(new Pad2D(top, bottom, left, right), Operand.Sample(1, 1, 1));
        KernelCheck.Compare(new Crop2D(top, bottom, left, right), Operand.Sample(3, 4, 8));
    }

    /// <summary>The three products of a convolution.</summary>
    internal static void Compare(Geometry geometry)
    {
        var input = Operand.Sample([.. geometry.Input.Sizes]);
        var weight = Operand.Batch([.. geometry.Weight.Sizes]);
        var outputGradient = Operand.Sample([.. geometry.Output.Sizes]);
        KernelCheck.Compare(geometry.Convolve() with { HasBias = true }, input, weight, Operand.Batch(geometry.Output[0]));
        KernelCheck.Compare(new ConvolutionInputGradient(geometry), outputGradient, weight);
        KernelCheck.Compare(new ConvolutionInputGradient(geometry, HasBias: true), outputGradient, weight, Operand.Batch(geometry.Input[0]));
        KernelCheck.Compare(new ConvolutionWeightGradient(geometry), outputGradient, input);
    }
}
