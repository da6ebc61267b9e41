using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Gradients;

/// <summary>Every gradient rule against central finite differences.</summary>
public class GradientRuleTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<Operation> Activations =>
    [
        new Relu(), new LeakyRelu(), new LeakyRelu(0.3f), new LeakyRelu(-0.2f), new Elu(), new Elu(0.7f), new Selu(), new Gelu(), new Silu(), new Mish(), new Softplus(), new Softsign(),
        new Sigmoid(), new HardSigmoid(), new Tanh(), new HardTanh(), new Identity(), new Softmax(), new LogSoftmax(),
    ];

    [Theory, MemberData(nameof(Activations))]
    public void Activation_HasItsGradient(Operation activation)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(activation, check.Variable(7)), check.Constant(7))), 0, Tolerance);
    }

    [Theory, MemberData(nameof(Activations))]
    public void Activation_OfAnImage_HasItsGradient(Operation activation)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(activation, check.Variable(3, 2, 5)), check.Constant(3, 2, 5))), 0, Tolerance);
    }

    public static TheoryData<Operation> PointwiseLosses => [new SquaredError(), new AbsoluteError(), new Huber(), new Huber(0.4f), new Hinge(), new Perceptron(), new BinaryCrossEntropy()];

    [Theory, MemberData(nameof(PointwiseLosses))]
    public void PointwiseLoss_HasItsGradient(Operation loss)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(loss, check.Variable(3, 2), check.Signs(3, 2))), 0, Tolerance);
    }

    [Theory, MemberData(nameof(PointwiseLosses))]
    public void PointwiseLoss_OfTwoVariables_HasItsGradients(Operation loss)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(loss, check.Variable(3, 2), check.Variable(3, 2))), 0, Tolerance);
        var toNumber = new GradientCheck();
        Assert.InRange(toNumber.LargestError(toNumber.Apply(loss, toNumber.Variable(5), toNumber.Apply(new Sum([]), toNumber.Variable(2)))), 0, Tolerance);
        var toParameter = new GradientCheck();
        Assert.InRange(toParameter.LargestError(toParameter.Apply(loss, toParameter.Variable(5), toParameter.Parameter(5))), 0, Tolerance);
    }

    [Fact]
    public void LossOfSymbols_HasItsGradients()
    {
        foreach (var smoothing in new[] { 0, 0.2f })
        {
            Check(new ProbabilityCrossEntropy(smoothing), check => [check.Variable(5), check.PositiveVariable(5)]);
            Check(new ProbabilityCrossEntropy(smoothing), check => [check.Parameter(5), check.PositiveVariable(5)]);
        }

        Check(new KullbackLeibler(), check => [check.Variable(3, 2), check.Variable(3, 2)]);
        Check(new KullbackLeibler(), check => [check.Variable(5), check.Apply(new Constant(0.5f))]);
        Check(new Triplet(9), check => [check.Variable(5), check.Variable(5), check.Variable(5)]);
        Check(new NegativeSampling(), check => [check.Variable(5), check.Variable(5), check.Variable(3, 5)]);
        Check(new NegativeSampling(), check => [check.Variable(5), check.Parameter(5), check.Variable(5)]);
        Check(new Triplet(9), check => [check.Variable(5), check.Variable(5), check.Parameter(5)]);

        static void Check(Operation loss, Func<GradientCheck, Value[]> operands)
        {
            var check = new GradientCheck();
            Assert.InRange(check.LargestError(check.Apply(loss, operands(check))), 0, Tolerance);
        }
    }

    public static TheoryData<Operation> ClassLosses => [new CrossEntropy(), new CrossEntropy(0.1f), new NegativeLogLikelihood()];

    [Theory, MemberData(nameof(ClassLosses))]
    public void ClassLoss_HasItsGradient(Operation loss)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(loss, check.Variable(4), check.Labels(4))), 0, Tolerance);
    }

    [Fact]
    public void Dense_HasItsGradient()
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Dense(3), check.Variable(5)), check.Constant(3))), 0, Tolerance);
    }

    [Fact]
    public void Multiply_HasItsGradient()
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Multiply(), check.Variable(5), check.Variable(5)), check.Constant(5))), 0, Tolerance);
    }

    [Fact]
    public void Dropout_HasTheGradientOfItsMask()
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new Dropout(0.4f, 2), check.Variable(11)), check.Constant(11))), 0, Tolerance);
    }

    public static TheoryData<Operation> Others => [new PRelu(), new SpatialDropout2D(0.4f, 2), new GaussianNoise(0.3f, 1), new LocalResponseNorm(2, 0.5f, 0.7f, 1.5f), new LocalResponseNorm(5)];

    [Theory, MemberData(nameof(Others))]
    public void Layer_OfAnImage_HasItsGradient(Operation layer)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(layer, check.Variable(3, 2, 5)), check.Constant(3, 2, 5))), 0, Tolerance);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2, 3, 2)]
    public void BatchNorm_HasTheGradientThroughMeanAndVariance(params int[] shape)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(new BatchNorm(), check.Variable(shape)), check.Constant(shape))), 0, Tolerance);
    }

    public static TheoryData<Operation> SampleNorms => [new LayerNorm(), new RmsNorm(), new GroupNorm(1), new GroupNorm(2), new GroupNorm(4), new InstanceNorm(), new LayerNorm(0.5f), new RmsNorm(0.5f)];

    [Theory, MemberData(nameof(SampleNorms))]
    public void SampleNorm_HasTheGradientThroughItsStatistics(Operation normalization)
    {
        var check = new GradientCheck();
        Assert.InRange(check.LargestError(check.Apply(new SquaredError(), check.Apply(normalization, check.Variable(4, 3, 2)), check.Constant(4, 3, 2))), 0, Tolerance);
    }

    [Fact]
    public void Network_HasTheGradientOfEveryParameter()
    {
        var check = new GradientCheck();
        var hidden = check.Apply(new Dropout(0.2f, 1), check.Apply(new Gelu(), check.Apply(new BatchNorm(), check.Apply(new Dense(6, HasBias: false), check.Variable(4)))));
        var scores = check.Apply(new Dense(3), check.Apply(new Silu(), hidden));
        Assert.InRange(check.LargestError(check.Apply(new CrossEntropy(0.2f), scores, check.Labels(3))), 0, Tolerance);
    }
}
