using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>What stands around an optimizer's update: hyper-parameters, groups, limits of weights.</summary>
public sealed class UpdateTests
{
    [Fact]
    public void Hyperparameters_CheckTheirValues()
    {
        var hyperparameters = new LinearModel(2, 1, ScoreKind.None) { Penalty = 0.5f }.NewEngine().Hyperparameters;
        Assert.Equal(["rate = 0.1", "weightDecay = 0", "momentum = 0", "l2 = 0.5"], hyperparameters.Select(hyperparameter => hyperparameter.ToString()));
        Assert.Contains("'rate' must be a finite number above 0.", Assert.Throws<ArgumentOutOfRangeException>(() => hyperparameters["rate"] = 0).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => hyperparameters["weightDecay"] = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => hyperparameters["momentum"] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => hyperparameters["l2"] = float.NaN);
        Assert.Contains("rate, weightDecay, momentum, l2", Assert.Throws<KeyNotFoundException>(() => hyperparameters["beta"]).Message, StringComparison.Ordinal);

        hyperparameters["rate"] = 0.25f;
        Assert.Equal((0.25f, 0.1f), (hyperparameters["rate"], hyperparameters[0].Declared));
        hyperparameters.Reset();
        Assert.Equal(0.1f, hyperparameters["rate"]);
    }

    [Fact]
    public void Groups_CheckWhatTheyAreGiven()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
        Assert.Contains("'conv*'", Assert.Throws<ArgumentException>(() => engine.SetGroups(0, [new("conv*")])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.SetGroups(0, [new("dense1") { RateFactor = -1 }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => engine.SetGroups(0, [new("dense1") { WeightDecay = float.NaN }]));
        Assert.Throws<ArgumentException>(() => engine.SetGroups(0, [new("")]));
        Assert.Empty(engine.GroupsOf(0));
    }

    [Theory]
    [InlineData("dense1.weight", true)]
    [InlineData("dense1", true)]
    [InlineData("*.weight", true)]
    [InlineData("d*1.*t", true)]
    [InlineData("dense", false)]
    [InlineData("dense1.w", false)]
    [InlineData("*.bias", false)]
    [InlineData("Dense1", false)]
    public void Group_HoldsWhatItNames(string pattern, bool holds) => Assert.Equal(holds, new ParameterGroup(pattern).Holds("dense1.weight"));

    [Fact]
    public void FrozenParameters_StayAndDoNotCountForTheNorm()
    {
        var (model, alone) = (new LinearModel(2, 1, ScoreKind.None) { ClipNorm = 1e-3f, Rate = 1 }.NewEngine(), new LinearModel(2, 1, ScoreKind.None) { ClipNorm = 1e-3f, Rate = 1 }.NewEngine());
        model.SetGroups(0, [new("*.weight") { IsFrozen = true }]);
        var weight = model.Parameters["dense1.weight"].Values.ToArray();
        float[] inputs = [3, 4];
        model.TrainStep(0, Columns.Of(inputs, [7f]));
        alone.TrainStep(0, Columns.Of(inputs, [7f]));

        Assert.Equal(weight, model.Parameters["dense1.weight"].Values.ToArray());
        Assert.Equal(1e-3f, Math.Abs(model.Parameters["dense1.bias"].Values[0]), 1e-8f);
        Assert.True(Math.Abs(alone.Parameters["dense1.bias"].Values[0]) < 5e-4f);
        Assert.NotEqual(0, model.Gradients["dense1.weight"].Values[0]);
    }

    [Fact]
    public void MaxNorm_LeavesFrozenWeights()
    {
        var engine = new LinearModel(3, 2, ScoreKind.None) { MaxNorm = 0.01f }.NewEngine();
        engine.SetGroups(0, [new("*.weight") { IsFrozen = true }]);
        var before = engine.Parameters["dense1.weight"].Values.ToArray();
        engine.TrainStep(0, Columns.Of(new float[3], [1f, 1]));
        Assert.Equal(before, engine.Parameters["dense1.weight"].Values.ToArray());
        engine.SetGroups(0, []);
        engine.TrainStep(0, Columns.Of(new float[3], [1f, 1]));
        Assert.Equal(0.01, Norm(engine.Parameters["dense1.weight"].Values[..3]), 1e-6);
    }

    [Theory, InlineData(2), InlineData(67), InlineData(300)]
    public void MaxNorm_LimitsEachUnit(int inputs)
    {
        var engine = new LinearModel(inputs, 200, ScoreKind.None) { MaxNorm = 0.25f, Rate = 1e-6f }.NewEngine();
        var before = engine.Parameters["dense1.weight"].Values.ToArray();
        before[0] = before[1] = 1e-3f;
        before.AsSpan(2, inputs - 2).Clear();
        engine.Parameters.Set("dense1.weight", before);
        engine.TrainStep(0, Columns.Of(new float[inputs], new float[200]));
        var after = engine.Parameters["dense1.weight"].Values.ToArray();

        Assert.Equal(before[..inputs], after[..inputs]);
        for (var unit = 1; unit < 200; unit++)
        {
            var was = before.AsSpan(unit * inputs, inputs);
            var became = after.AsSpan(unit * inputs, inputs);
            var norm = Norm(was);
            var scale = norm > 0.25 ? 0.25 / (norm + 1e-7) : 1;
            for (var i = 0; i < inputs; i++)
                Assert.Equal(was[i] * scale, became[i], 1e-7);
        }
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
