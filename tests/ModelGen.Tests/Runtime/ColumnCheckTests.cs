using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class ColumnCheckTests
{
    private static readonly Engine Classifier = new LinearModel(3, 3, ScoreKind.Logits) { MinimumBatch = 2 }.NewEngine();

    [Fact]
    public void TrainStep_NamesTheParameterAndBothLengths_WhereInputsHaveAnotherLength()
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => Classifier.TrainStep(0, Columns.Of(new float[7], new int[2])));
        Assert.StartsWith("'inputs': expected 6 values, 3 for each of the 2 samples in 'labels', got 7.", exception.Message);
    }

    [Fact]
    public void TrainStep_RefusesAPartOfASample()
    {
        var regression = new LinearModel(3, 2, ScoreKind.None).NewEngine();
        var exception = Assert.Throws<ArgumentException>("targets", () => regression.TrainStep(0, Columns.Of(new float[3], new float[3])));
        Assert.Contains("expected a multiple of 2 values, got 3", exception.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void TrainStep_NamesSampleValueAndRange_WhereALabelIsOutOfRange(int label)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("labels", () => Classifier.TrainStep(0, Columns.Of(new float[6], (ReadOnlySpan<int>)[2, label])));
        Assert.Contains($"'labels' of sample 1 is {label}; expected 0 to 2.", exception.Message);
        Assert.Equal(label, exception.ActualValue);
    }

    [Theory]
    [InlineData(ScoreKind.BinaryLogits, -0.1f, "0 to 1")]
    [InlineData(ScoreKind.BinaryLogits, 1.5f, "0 to 1")]
    [InlineData(ScoreKind.BinaryLogits, float.NaN, "0 to 1")]
    [InlineData(ScoreKind.Signs, 0f, "-1 or 1")]
    [InlineData(ScoreKind.Signs, -2f, "-1 or 1")]
    [InlineData(ScoreKind.Signs, float.NaN, "-1 or 1")]
    public void TrainStep_NamesSampleValueAndRange_WhereATargetHasNoMeaning(ScoreKind scores, float target, string expected)
    {
        var engine = new LinearModel(3, 2, scores).NewEngine();
        var targets = Enumerable.Repeat(1f, 20).ToArray();
        targets[13] = target;
        var exception = Assert.Throws<ArgumentOutOfRangeException>("targets", () => engine.TrainStep(0, Columns.Of(new float[30], targets)));
        Assert.Contains(FormattableString.Invariant($"'targets' of sample 6 is {target}; expected {expected}."), exception.Message);
        Assert.Equal(target, exception.ActualValue);
    }

    [Fact]
    public void TrainStep_TakesEveryTargetThatHasAMeaning()
    {
        Assert.True(float.IsFinite(new LinearModel(1, 2, ScoreKind.BinaryLogits).NewEngine().Loss(0, Columns.Of([0.5f, 0.5f], (ReadOnlySpan<float>)[0f, -0f, 0.3f, 1f]))));
        Assert.True(float.IsFinite(new LinearModel(1, 2, ScoreKind.Signs).NewEngine().Loss(0, Columns.Of([0.5f], (ReadOnlySpan<float>)[-1f, 1f]))));
        Assert.True(float.IsFinite(new LinearModel(1, 2, ScoreKind.None).NewEngine().Loss(0, Columns.Of([0.5f], (ReadOnlySpan<float>)[-7f, 12f]))));
    }

    [Fact]
    public void TrainStep_RefusesAnEmptyBatch() =>
        Assert.Contains("at least one sample", Assert.Throws<ArgumentException>("labels", () => Classifier.Loss(0, Columns.Of((ReadOnlySpan<float>)[], (ReadOnlySpan<int>)[]))).Message);

    [Fact]
    public void TrainStep_RefusesABatchThatHasNoStatistics() =>
        Assert.Contains("at least 2 samples, got 1", Assert.Throws<ArgumentException>("labels", () => Classifier.ComputeGradients(0, Columns.Of(new float[3], new int[1]))).Message);

    [Fact]
    public void TrainStep_RefusesOtherColumnsThanItsOwn()
    {
        Assert.Contains("2 columns (inputs, labels), got 1", Assert.Throws<ArgumentException>(() => Classifier.Loss(0, Columns.Of(new float[6]))).Message);
        Assert.Contains("'labels' takes integers", Assert.Throws<ArgumentException>("labels", () => Classifier.Loss(0, Columns.Of(new float[6], new float[2]))).Message);
    }

    [Fact]
    public void TrainStep_ChangesNothing_WhereItRefuses()
    {
        var before = Classifier.Parameters.Values.ToArray();
        Assert.Throws<ArgumentOutOfRangeException>(() => Classifier.TrainStep(0, Columns.Of(new float[6], (ReadOnlySpan<int>)[0, 9])));
        Assert.Equal(before, Classifier.Parameters.Values);
        Assert.Equal(0, Classifier.Steps);
    }
}
