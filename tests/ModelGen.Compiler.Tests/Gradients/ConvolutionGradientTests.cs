using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Gradients;

/// <summary>The gradients of convolution, padding, pooling and reshaping against central finite differences.</summary>
public class ConvolutionGradientTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<Operation> Convolutions =>
    [
        new Conv2D(3, 1, 1),
        new Conv2D(3, 3, 3),
        new Conv2D(3, 2, 3, HasBias: false),
        new Conv2D(2, 3, 3, Stride: 2),
        new Conv2D(2, 1, 2, Stride: 3),
        new Conv2D(2, 3, 3, Padding: 2),
        new Conv2D(3, 3, 2, Stride: 2, Padding: 1, Dilation: 2),
        new Conv2D(4, 2, 4, Padding: Convolution.Same),
        new Conv2D(2, 3, 3, Padding: Convolution.Same, Dilation: 2),
        new Conv2D(6, 3, 2, Groups: 2),
        new Conv2D(8, 2, 2, Stride: 2, Groups: 4),
        new ConvTranspose2D(3, 1, 1),
        new ConvTranspose2D(3, 2, 3, HasBias: false),
        new ConvTranspose2D(2, 3, 3, Stride: 2, Padding: 1, OutputPadding: 1),
        new ConvTranspose2D(2, 1, 2, Stride: 3, OutputPadding: 2),
    ];

    [Theory, MemberData(nameof(Convolutions))]
    public void Convolution_OfAnImage_HasItsGradient(Operation convolution) => Check(convolution, 4, 6, 5);

    public static TheoryData<Operation> Sequential =>
    [
        new Conv1D(3, 1),
        new Conv1D(3, 3, Stride: 2, Padding: 2),
        new Conv1D(4, 2, Padding: Convolution.Same, Dilation: 3, Groups: 2, HasBias: false),
        new MaxPool1D(3, 2, Padding: 1),
        new AvgPool1D(2, 2, Ceiling: true),
        new Reshape(Graphs.Shape.Of(2, -1, 3)),
    ];

    [Theory, MemberData(nameof(Sequential))]
    public void Layer_OfASequence_HasItsGradient(Operation layer) => Check(layer, 4, 9);

    public static TheoryData<Operation> Volumetric =>
    [
        new Conv3D(3, 2, 1, 3),
        new Conv3D(2, 3, 3, 3, Stride: 2, Padding: 1, HasBias: false),
        new Conv3D(4, 3, 2, 1, Padding: Convolution.Same, Groups: 2),
        new Conv3D(2, 2, 2, 2, Padding: 1, Dilation: 2),
    ];

    [Theory, MemberData(nameof(Volumetric))]
    public void Convolution_OfAVolume_HasItsGradient(Operation convolution) => Check(convolution, 2, 4, 3, 5);

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(1, 2, 3, 4)]
    public void Pad2D_AndCrop2D_HaveTheirGradients(int top, int bottom, int left, int right)
    {
        Check(new Pad2D(top, bottom, left, right), 2, 3, 2);
        Check(new Crop2D(top, bottom, left, right), 2, 5, 9);
    }

    [Theory]
    [InlineData(1, "Nearest")]
    [InlineData(3, "Nearest")]
    [InlineData(1, "Bilinear")]
    [InlineData(2, "Bilinear")]
    [InlineData(3, "Bilinear")]
    public void Upsample2D_HasItsGradient(int scale, string mode) => Check(new Upsample2D(scale, mode), 2, 3, 2);

    public static TheoryData<Operation> Poolings =>
    [
        new MaxPool2D(new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false)),
        new MaxPool2D(new PoolWindow(3, 2, 1, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false)),
        new MaxPool2D(new PoolWindow(3, 3, 2, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: true)),
        new AvgPool2D(new PoolWindow(2, 2, 2, 2, PaddingHeight: 0, PaddingWidth: 0, Ceiling: false)),
        new AvgPool2D(new PoolWindow(3, 2, 1, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: false)),
        new AvgPool2D(new PoolWindow(3, 3, 2, 2, PaddingHeight: 1, PaddingWidth: 1, Ceiling: true)),
        new GlobalMaxPool2D(),
        new GlobalAvgPool2D(),
        new Flatten(),
    ];

    [Theory, MemberData(nameof(Poolings))]
    public void Pooling_HasItsGradient(Operation pooling) => Check(pooling, 2, 6, 7);

    // Both gradients at once: that of what the layer learns, and that of its input.
    private static void Check(Operation operation, params int[] shape)
    {
        var check = new GradientCheck();
        var output = check.Apply(operation, check.Variable(shape));
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), output, check.Constant([.. output.Shape.Sizes]))), 0, Tolerance);
    }
}
