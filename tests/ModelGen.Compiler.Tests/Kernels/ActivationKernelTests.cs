using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>Emitted activations against their reference.</summary>
public class ActivationKernelTests
{
    public static TheoryData<Elementwise> Elementwise =>
    [
        new Relu(), new LeakyRelu(0.3f), new LeakyRelu(-0.2f), new Elu(0.7f), new Selu(), new Gelu(), new Silu(), new Mish(), new Softplus(), new Softsign(), new Sigmoid(),
        new HardSigmoid(), new Tanh(), new HardTanh(), new Step(), new Sign(),
    ];

    [Theory, MemberData(nameof(Elementwise))]
    public void Function_IsTheReference(Elementwise activation) => KernelCheck.Compare(activation, Operand.Sample(7));

    [Theory, MemberData(nameof(Elementwise))]
    public void Gradient_IsTheReference(Elementwise activation) => KernelCheck.Compare(new ElementwiseGradient(activation), Operand.Sample(3, 2, 2), Operand.Sample(3, 2, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(5, 1, 3)]
    public void Softmax_IsTheReference(params int[] shape)
    {
        KernelCheck.Compare(new Softmax(), Operand.Sample(shape));
        KernelCheck.Compare(new LogSoftmax(), Operand.Sample(shape));
        KernelCheck.Compare(new SoftmaxGradient(), Operand.Sample(shape), Operand.Sample(shape));
        KernelCheck.Compare(new LogSoftmaxGradient(), Operand.Sample(shape), Operand.Sample(shape));
    }

    [Fact]
    public void Multiply_IsTheReference() => KernelCheck.Compare(new Multiply(), Operand.Sample(5), Operand.Sample(5));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(3, 3, 5)]
    public void DropoutMask_IsTheReference(params int[] shape) => KernelCheck.Compare(new DropoutMask(0.3f, 4, Graphs.Shape.Of(shape)));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(3, 3, 5)]
    [InlineData(523)]
    public void PRelu_IsTheReference(params int[] shape)
    {
        KernelCheck.Compare(new PRelu(), Operand.Sample(shape), Operand.Batch(1));
        KernelCheck.Compare(new PReluInputGradient(), Operand.Sample(shape), Operand.Digits(shape), Operand.Batch(1));
        KernelCheck.Compare(new PReluWeightGradient(), Operand.Sample(shape), Operand.Sample(shape));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(3, 3, 5)]
    public void RandomNumbers_AreTheReference(params int[] shape)
    {
        KernelCheck.Compare(new NormalNumbers(0.7f, 4, Graphs.Shape.Of(shape)));
        KernelCheck.Compare(new UniformNumbers(int.MaxValue, Graphs.Shape.Of(shape)));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 2, 3)]
    public void MaskChannels_IsTheReference(params int[] shape) => KernelCheck.Compare(new MaskChannels(), Operand.Sample(shape), Operand.Digits(shape[0]));
}
