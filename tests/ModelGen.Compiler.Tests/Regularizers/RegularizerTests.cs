using ModelGen.Testing;
using Xunit;

namespace ModelGen.Compiler.Tests.Regularizers;

/// <summary>Penalties and clipping in a generated model, against the same model without them.</summary>
public class RegularizerTests
{
    private const float Rate = 0.25f;

    private static readonly float[] Inputs = [.. Enumerable.Range(0, 5 * 7).Select(i => MathF.Sin(i))];
    private static readonly float[] Targets = [.. Enumerable.Range(0, 5 * 3).Select(i => 2 * MathF.Cos(i))];

    [Fact]
    public void Penalties_AddToLossAndGradientOfWeightsAlone()
    {
        var (plain, penalized) = (Model(string.Empty), Model("L1(0.125f), L2(0.25f), "));
        var plainLoss = plain.ComputeGradients(Inputs, Targets);
        var penalizedLoss = penalized.ComputeGradients(Inputs, Targets);
        var weights = plain.Parameters["dense1.weight"].Values.ToArray();

        Assert.Equal(plainLoss + weights.Sum(w => (0.125 * Math.Abs(w)) + (0.25 * w * w)), penalizedLoss, 1e-5);
        Assert.Equal(plain.Gradients["dense1.bias"].Values, penalized.Gradients["dense1.bias"].Values);
        var (expected, actual) = (plain.Gradients["dense1.weight"].Values.ToArray(), penalized.Gradients["dense1.weight"].Values.ToArray());
        for (var i = 0; i < weights.Length; i++)
        {
            Assert.Equal(expected[i] + (0.125 * Math.Sign(weights[i])) + (0.5 * weights[i]), actual[i], 1e-6);
        }
    }

    [Fact]
    public void ClipGradientValue_LimitsEachStep()
    {
        var (plain, clipped) = (Model(string.Empty), Model("ClipGradientValue(0.0625f), "));
        _ = plain.ComputeGradients(Inputs, Targets);
        AssertStep(clipped, gradient => Math.Clamp(gradient, -0.0625, 0.0625), plain);
        Assert.Contains(plain.Gradients.Values.ToArray(), gradient => Math.Abs(gradient) > 0.0625);
    }

    [Fact]
    public void ClipGradientNorm_ShortensTheWholeGradient()
    {
        var (plain, clipped) = (Model(string.Empty), Model("ClipGradientNorm(0.125f), "));
        _ = plain.ComputeGradients(Inputs, Targets);
        var norm = Math.Sqrt(plain.Gradients.Values.ToArray().Sum(gradient => (double)gradient * gradient));
        Assert.True(norm > 0.125);
        AssertStep(clipped, gradient => gradient * 0.125 / (norm + 1e-6), plain);
    }

    private static DynamicModel Model(string regularizers) => DynamicModel.Of($"Input(7), Dense(3), {regularizers}SquaredError, Sgd(0.25f)");

    private static void AssertStep(DynamicModel model, Func<double, double> clip, DynamicModel plain)
    {
        var before = model.Parameters.Values.ToArray();
        _ = model.TrainStep(Inputs, Targets);
        var after = model.Parameters.Values.ToArray();
        var gradients = plain.Gradients.Values.ToArray();
        for (var i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i] - (Rate * clip(gradients[i])), after[i], 1e-6);
        }
    }
}
