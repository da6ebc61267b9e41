using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class RegularizationTests
{
    private const int Samples = 20, Pixels = 28 * 28, Epochs = 150;

    [Theory]
    [InlineData(Remedies.None, 0, 0, 0)]
    [InlineData(Remedies.Dropout | Remedies.EarlyStopping, 0, 0.5f, 0)]
    [InlineData(Remedies.L2 | Remedies.LabelSmoothing, 3e-4f, 0, 0.1f)]
    [InlineData(Remedies.All, 3e-4f, 0.5f, 0.1f)]
    public void WhatIsNotWanted_IsTurnedOff(Remedies remedies, float l2, float dropout, float labelSmoothing)
    {
        var hyperparameters = Ablation.Create(remedies, seed: 1).Hyperparameters;
        Assert.Equal([l2, dropout, labelSmoothing], [hyperparameters["l2"], hyperparameters["dropout1.rate"], hyperparameters["crossEntropy.labelSmoothing"]]);
    }

    [Fact]
    public void NoRemedy_LearnsByHeart()
    {
        var result = Run(Remedies.None);
        Assert.Equal("none", result.Name);
        Assert.Equal(Epochs, result.Epochs.Count);
        Assert.Equal(result.Epochs[^1], result.Final);
        Assert.Equal(1, result.Final.TrainingAccuracy);
        Assert.InRange(result.Final.TestAccuracy, 0, 0.5);
        Assert.True(result.Final.TestLoss > result.Epochs[0].TestLoss);
    }

    [Fact]
    public void EarlyStopping_EndsBeforeThat()
    {
        var result = Run(Remedies.EarlyStopping);
        Assert.InRange(result.Epochs.Count, 1, Epochs - 1);
        Assert.Contains(result.Final, result.Epochs);
        Assert.NotEqual(result.Epochs[^1], result.Final);
    }

    // Noise, in which there is nothing to learn but each image itself.
    private static AblationResult Run(Remedies remedies) => new Ablation(Noise(1), Noise(2), Noise(3)).Run(remedies, Epochs, seed: 1);

    private static DataSet Noise(int seed)
    {
        var random = new Random(seed);
        var values = new float[Samples * Pixels];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.NextSingle();
        return DataSet.Of(values, [.. Enumerable.Range(0, Samples).Select(sample => sample % 10)]);
    }
}
