using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using Xunit;

namespace ModelGen.Compiler.Tests.Operations;

/// <summary>What losses mean, and what they refuse.</summary>
public class LossTests
{
    // ln(e + e² + e³) - 3, by hand.
    private const double LogLoss = 0.40760596444437997;

    [Theory]
    [InlineData(0f, LogLoss)]
    [InlineData(0.1f, LogLoss + 0.1)]
    public void CrossEntropy_IsPyTorchs(float smoothing, double expected) =>
        Assert.Equal(expected, Samples.Evaluate(new CrossEntropy(smoothing), [1, 2, 3], [2])[0], 1e-8);

    // The class index 2 as probabilities, and other ones: Σ q = 1 and the scores are 1, 2, 3, so it is ln(e + e² + e³) − Σ q·x.
    [Theory]
    [InlineData(0f, 0, 0, 1, LogLoss)]
    [InlineData(0.1f, 0, 0, 1, LogLoss + 0.1)]
    [InlineData(0f, 0.5, 0.25, 0.25, LogLoss + 1.25)]
    public void CrossEntropy_OfProbabilities_IsPyTorchs(float smoothing, double first, double second, double third, double expected) =>
        Assert.Equal(expected, Samples.Evaluate(new ProbabilityCrossEntropy(smoothing), [1, 2, 3], [first, second, third])[0], 1e-6);

    [Fact]
    public void KullbackLeibler_IsZeroForTheStandardNormalDistribution()
    {
        Assert.Equal(0, Samples.Evaluate(new KullbackLeibler(), [0, 0], [0, 0])[0], 1e-12);
        Assert.Equal(0.5 * (1 + 4 + Math.E + Math.Exp(-2) + 1 - 2), Samples.Evaluate(new KullbackLeibler(), [1, 2], [1, -2])[0], 1e-6);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    public void Triplet_IsTheMarginThatIsMissing(float margin, double expected) => Assert.Equal(expected, Samples.Evaluate(new Triplet(margin), [0, 0], [3, 0], [3, 4])[0], 1e-5);

    // softplus(−u·v) + softplus(u·n), u·v being 11 and u·n −4; scores of ±1000 neither overflow nor give more than they should.
    [Fact]
    public void NegativeSampling_IsMikolovsAndStable()
    {
        Assert.Equal(Math.Log(1 + Math.Exp(-11)) + Math.Log(1 + Math.Exp(-4)), Samples.Evaluate(new NegativeSampling(), [1, 2], [3, 4], [0, -2])[0], 1e-12);
        Assert.Equal(2000, Samples.Evaluate(new NegativeSampling(), [1000], [-1], [1])[0], 1e-9);
        Assert.Equal(0, Samples.Evaluate(new NegativeSampling(), [1000], [1], [-1])[0], 1e-12);
    }

    [Fact]
    public void LossOfSymbols_OfShapesThatDoNotFit_IsRefused()
    {
        AssertRefused(Rules.OperandsDiffer, new KullbackLeibler(), Shape.Of(10), Shape.Of(9));
        AssertRefused(Rules.OperandsDiffer, new Triplet(), Shape.Of(10), Shape.Of(10), Shape.Of(9));
        AssertRefused(Rules.NegativesDoNotFit, new NegativeSampling(), Shape.Of(10), Shape.Of(9), Shape.Of(3, 10));
        AssertRefused(Rules.NegativesDoNotFit, new NegativeSampling(), Shape.Of(10), Shape.Of(10), Shape.Of(10, 3));
        AssertRefused(Rules.LossTargetShape, new ProbabilityCrossEntropy(), Shape.Of(10), Shape.Of(9));
        AssertRefused(Rules.LossTakesVector, new ProbabilityCrossEntropy(), Shape.Of(10, 2), Shape.Of(10, 2));
        AssertRefused(Rules.LossTakesClasses, new ProbabilityCrossEntropy(), Shape.Of(1), Shape.Of(1));
    }

    [Fact]
    public void CrossEntropy_DoesNotOverflow() => Assert.Equal(2000, Samples.Evaluate(new CrossEntropy(), [1000, -1000], [1])[0], 1e-9);

    [Fact]
    public void NegativeLogLikelihood_PicksTheLabel() => Assert.Equal(0.25, Samples.Evaluate(new NegativeLogLikelihood(), [-3, -0.25, -7], [1])[0]);

    [Theory]
    [InlineData(1000, 1, 0)]
    [InlineData(1000, 0, 1000)]
    [InlineData(-1000, 1, 1000)]
    [InlineData(-1000, 0, 0)]
    [InlineData(0, 0.5, 0.69314718055994529)]
    public void BinaryCrossEntropy_IsStable(double score, double target, double expected) =>
        Assert.Equal(expected, Samples.Evaluate(new BinaryCrossEntropy(), [score], [target])[0], 1e-12);

    [Fact]
    public void SquaredError_IsTheMeanOverOutputs() => Assert.Equal(10, Samples.Evaluate(new SquaredError(), [1, 2], [3, -2])[0]);

    [Fact]
    public void AbsoluteError_IsTheMeanOverOutputs() => Assert.Equal(3, Samples.Evaluate(new AbsoluteError(), [1, 2], [3, -2])[0]);

    [Fact]
    public void Huber_IsSquaredInsideAndLinearOutside() => Assert.Equal(((0.3 * 0.3 / 2) + (0.5 * (2 - 0.25))) / 2, Samples.Evaluate(new Huber(0.5f), [0.3, -2], [0, 0])[0], 1e-12);

    [Fact]
    public void Hinge_WantsAMarginOfOne() => Assert.Equal((0.5 + 0 + 3) / 3, Samples.Evaluate(new Hinge(), [0.5, 4, 2], [1, 1, -1])[0], 1e-12);

    [Fact]
    public void Perceptron_CountsWrongSides() => Assert.Equal(2.0 / 3, Samples.Evaluate(new Perceptron(), [0.5, 4, 2], [1, 1, -1])[0], 1e-12);

    [Fact]
    public void Derivative_AtTheKink_IsDocumented()
    {
        Assert.Equal(0, new AbsoluteError().Derivative(2, 2));
        Assert.Equal(0, new Hinge().Derivative(1, 1));
        Assert.Equal(-1, new Perceptron().Derivative(0, 1));
        Assert.Equal(1, new Perceptron().Derivative(0, -1));
        Assert.Equal(0.5, new Huber(0.5f).Derivative(0.5, 0));
    }

    [Fact]
    public void ClassLoss_OfAnImage_IsRefused() => AssertRefused(Rules.LossTakesVector, new CrossEntropy(), Shape.Of(10, 5, 5), Shape.Of(1));

    [Fact]
    public void ClassLoss_OfOneScore_IsRefused() => AssertRefused(Rules.LossTakesClasses, new NegativeLogLikelihood(), Shape.Of(1), Shape.Of(1));

    [Fact]
    public void ClassLoss_OfSeveralLabels_IsRefused() => AssertRefused(Rules.LossTargetShape, new CrossEntropy(), Shape.Of(10), Shape.Of(10));

    [Fact]
    public void PointwiseLoss_OfAnotherShape_IsRefused() => AssertRefused(Rules.LossTargetShape, new SquaredError(), Shape.Of(10), Shape.Of(9));

    [Fact]
    public void Loss_OfFittingShapes_IsOneNumber()
    {
        Assert.Equal(Shape.Of(1), Assert.Single(new CrossEntropy().Infer([Shape.Of(10), Shape.Of(1)]).Shapes));
        Assert.Equal(Shape.Of(1), Assert.Single(new SquaredError().Infer([Shape.Of(2, 3, 4), Shape.Of(2, 3, 4)]).Shapes));
    }

    private static void AssertRefused(Rule rule, Loss loss, params Shape[] shapes) => Assert.Equal(rule.Id, loss.Infer(shapes).Problem?.Id);
}
