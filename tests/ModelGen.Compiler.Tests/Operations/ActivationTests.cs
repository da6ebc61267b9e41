using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>What activations mean, at the points where definitions differ.</summary>
public class ActivationTests
{
    public static TheoryData<Elementwise, double, double> Derivatives => new()
    {
        { new Relu(), 0, 0 },
        { new LeakyRelu(0.25f), 0, 0.25 },
        { new Elu(2f), 0, 2 },
        { new HardTanh(), 1, 0 },
        { new HardTanh(), -1, 0 },
        { new HardSigmoid(), 3, 0 },
        { new HardSigmoid(), -3, 0 },
        { new HardSigmoid(), 0, 1.0 / 6 },
        { new Softplus(), 0, 0.5 },
        { new Gelu(), 0, 0.5 },
        { new Mish(), 0, 0.6 },
    };

    [Theory, MemberData(nameof(Derivatives))]
    public void Derivative_AtAPoint_IsPyTorchs(Elementwise activation, double x, double expected) =>
        Assert.Equal(expected, activation.Derivative(activation.DerivativeIsOfOutput ? activation.Function(x) : x), 1e-12);

    // From the definitions, with 17 digits.
    public static TheoryData<Elementwise, double> ValuesAtOne => new()
    {
        { new Relu(), 1 },
        { new Gelu(), 0.84134474606854293 },
        { new Silu(), 0.73105857863000488 },
        { new Mish(), 0.86509838826731033 },
        { new Softplus(), 1.3132616875182228 },
        { new Softsign(), 0.5 },
        { new Sigmoid(), 0.73105857863000488 },
        { new HardSigmoid(), 2.0 / 3 },
        { new Tanh(), 0.76159415595576489 },
        { new Selu(), 1.0507009873554805 },
    };

    [Theory, MemberData(nameof(ValuesAtOne))]
    public void Function_AtOne_IsPyTorchs(Elementwise activation, double expected) => Assert.Equal(expected, activation.Function(1), 1e-12);

    [Theory]
    [InlineData(-0.5, 0, -1)]
    [InlineData(0, 1, 1)]
    [InlineData(0.5, 1, 1)]
    public void Step_AndSign_TakeZeroAsPositive(double x, double step, double sign)
    {
        Assert.Equal(step, new Step().Function(x));
        Assert.Equal(sign, new Sign().Function(x));
    }

    [Fact]
    public void Relu_OfNaN_IsNaN() => Assert.True(double.IsNaN(new Relu().Function(double.NaN)));

    [Fact]
    public void LeakyRelu_WithNegativeSlope_KeepsItsInput()
    {
        Assert.True(new LeakyRelu(0.1f).DerivativeIsOfOutput);
        Assert.False(new LeakyRelu(-0.1f).DerivativeIsOfOutput);
    }

    [Fact]
    public void Softmax_OfAnImage_IsOverChannels() =>
        Assert.Equal([0.5, 1 / (1 + Math.E), 0.5, Math.E / (1 + Math.E)], Samples.Evaluate(new Softmax(), (new[] { 2, 1, 2 }, new[] { 5.0, 1, 5, 2 })), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void LogSoftmax_OfLargeScores_DoesNotOverflow() => Assert.Equal([0.0, -2000], Samples.Evaluate(new LogSoftmax(), [1000, -1000]));
}
