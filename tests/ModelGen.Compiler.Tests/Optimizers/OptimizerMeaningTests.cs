using ModelGen.Compiler.Optimizers;
using Xunit;

namespace ModelGen.Compiler.Tests.Optimizers;

/// <summary>The optimizers' reference, step by step, against numbers worked out by hand from PyTorch's documentation.</summary>
public class OptimizerMeaningTests
{
    [Fact]
    public void Sgd_StepsDownTheGradient() => AssertSteps(new Sgd(0.5f), [1, -2], [0.5, 1.5]);

    [Fact]
    public void Sgd_WithWeightDecay_AddsTheWeightToTheGradient() => AssertSteps(new Sgd(0.5f, WeightDecay: 0.25f), [1], [1 - (0.5 * 1.25)]);

    // v: 1, then 0.5 + 1 = 1.5.
    [Fact]
    public void Sgd_WithMomentum_StartsAtTheGradient() => AssertSteps(new Sgd(0.5f, Momentum: 0.5f), [1, 1], [0.5, -0.25]);

    // First step: 1 + 0.5 · 1; second: 1 + 0.5 · 1.5.
    [Fact]
    public void Sgd_WithNesterov_LooksAhead() => AssertSteps(new Sgd(0.5f, Momentum: 0.5f, Nesterov: true), [1, 1], [0.25, -0.625]);

    // m/(1 - β₁) = g and v/(1 - β₂) = g² in the first step, so that it is η · g / (|g| + ε).
    [Fact]
    public void Adam_FirstStep_IsTheRate() => AssertSteps(new Adam(0.25f, Epsilon: 1f), [3], [1 - (0.25 * 3 / 4)]);

    // β₁ = β₂ = ½: m = ½, ¼ - 1 = -¾, corrected by ¾: -1; v = ½, ¼ + 2 = 2¼, corrected by ¾: 3.
    [Fact]
    public void Adam_CorrectsItsMoments() => AssertSteps(new Adam(0.25f, Beta1: 0.5f, Beta2: 0.5f, Epsilon: 0.5f), [1, -2], [1 - (0.25 / 1.5), 1 - (0.25 / 1.5) + (0.25 / (Math.Sqrt(3) + 0.5))]);

    // v = 2, then 1 + ½ = 1½: the larger one stays, corrected by ¾.
    [Fact]
    public void Adam_WithAmsGrad_KeepsTheLargestVariance() => AssertSteps(
        new Adam(0.25f, Beta1: 0f, Beta2: 0.5f, Epsilon: 0.5f, AmsGrad: true), [2, 1], [1 - (0.25 * 2 / 2.5), 1 - (0.25 * 2 / 2.5) - (0.25 / (Math.Sqrt(2 / 0.75) + 0.5))]);

    [Fact]
    public void Adam_WithWeightDecay_AddsTheWeightToTheGradient() => AssertSteps(new Adam(0.25f, Epsilon: 1f, WeightDecay: 0.5f), [3], [1 - (0.25 * 3.5 / 4.5)]);

    [Fact]
    public void AdamW_DecaysByItself() => AssertSteps(new AdamW(0.25f, Epsilon: 1f, WeightDecay: 0.5f), [3], [1 - (0.25 * 0.5) - (0.25 * 3 / 4)]);

    /// <summary>One parameter, 1 at first.</summary>
    private static void AssertSteps(Optimizer optimizer, double[] gradients, double[] expected)
    {
        var slots = new double[optimizer.Slots];
        var parameter = 1.0;
        for (var step = 0; step < gradients.Length; step++)
        {
            parameter = optimizer.Update(parameter, gradients[step], slots, step + 1);
            Assert.Equal(expected[step], parameter, 1e-12);
        }
    }
}
