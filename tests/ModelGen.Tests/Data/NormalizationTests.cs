using ModelGen.Runtime;
using ModelGen.Tests.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

public sealed class NormalizationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    /// <summary>Two samples of two channels of two values.</summary>
    private static readonly DataSet Training = DataSet.Of([1, 3, 10, 10, 5, 7, 10, 10], [0, 1]);

    private string FilePath => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static DataSet Streamed(params float[] values) => DataSet.Stream(values, 1, new(value => value), new(value => (int)value));

    private static float[][] Inputs(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(row => data.Floats(0, row).ToArray())];

    [Fact]
    public void FitStandard_TakesEachValueByItself()
    {
        var normalization = Normalization.FitStandard(Training);
        Assert.Equal([3f, 5f, 10f, 10f], normalization.Shift);
        Assert.Equal([2f, 2f, 1f, 1f], normalization.Scale);
        Assert.Equal([[-1f, -1f, 0f, 0f], [1f, 1f, 0f, 0f]], Inputs(normalization.Apply(Training)));
    }

    [Fact]
    public void FitStandard_TakesChannelsTogether()
    {
        var normalization = Normalization.FitStandard(Training, channels: 2);
        Assert.Equal([4f, 10f], normalization.Shift);
        // Of 1, 3, 5, 7 the variance is 5.
        Assert.Equal([MathF.Sqrt(5), 1f], normalization.Scale);
        Assert.Equal([(1 - 4) / MathF.Sqrt(5), (3 - 4) / MathF.Sqrt(5), 0, 0], normalization.Apply(Training).Floats(0, 0));
    }

    [Fact]
    public void FitMinMax_ReachesFromZeroToOne()
    {
        var normalization = Normalization.FitMinMax(Training, channels: 2);
        Assert.Equal([1f, 10f], normalization.Shift);
        Assert.Equal([6f, 1f], normalization.Scale);
        Assert.Equal([[0f, 1 / 3f, 0f, 0f], [2 / 3f, 1f, 0f, 0f]], Inputs(normalization.Apply(Training)));
    }

    [Fact]
    public void WhatWasLearned_IsAppliedToOtherData_AndUndone()
    {
        var normalization = Normalization.FitStandard(Training);
        Assert.Equal([[0f, 0f, 1f, -1f]], Inputs(normalization.Apply(DataSet.Of([3, 5, 11, 9], [0]))));
        var sample = new float[] { 3, 9, 10, 12 };
        normalization.Apply(sample, sample);
        Assert.Equal([0f, 2f, 0f, 2f], sample);
        normalization.Invert(sample, sample);
        Assert.Equal([3f, 9f, 10f, 12f], sample);
        var two = new float[8];
        Normalization.FitStandard(Training, channels: 2).Invert([0, 1, 0, 1, 0, 0, 0, 0], two);
        Assert.Equal([4, MathF.Sqrt(5) + 4, 10, 11, 4, 4, 10, 10], two);
    }

    [Fact]
    public void ATargetColumn_IsNormalizedLikeAnInput()
    {
        var data = DataSet.Of([1f, 2f], [10f, 30f], 2);
        var normalized = Normalization.FitStandard(data, column: 1).Apply(data);
        Assert.Equal([-1f], normalized.Floats(1, 0));
        Assert.Equal([2f], normalized.Floats(0, 1));
    }

    [Fact]
    public void Streams_AreFittedAndNormalized()
    {
        var stream = Streamed(2, 4, 6);
        var normalization = Normalization.FitMinMax(stream);
        Assert.Equal((2f, 4f), (normalization.Shift[0], normalization.Scale[0]));
        ObjectiveLayout[] objectives = [NumberedBatches.Objective("Loss", new ColumnLayout("inputs", 1), new ColumnLayout("labels", 10))];
        using var reader = new BatchReader(normalization.Apply(stream).OneHot(10), "data", objectives, new Batching(3));
        reader.Begin(1);
        Assert.True(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal([0f, 0.5f, 1f], reader.ColumnsOf(0)[0]);
        Assert.Equal([0f, 0, 1, 0, 0, 0, 0, 0, 0, 0], reader.ColumnsOf(0)[1][..10]);
        Assert.Equal([0f, 0, 0, 0, 1, 0, 0, 0, 0, 0], reader.ColumnsOf(0)[1][10..20]);
    }

    [Fact]
    public void Save_KeepsTheWeights_AndBothAreLoaded()
    {
        var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine(seed: 7);
        engine.Save(FilePath);
        var normalization = Normalization.FitStandard(Training, channels: 2);
        normalization.Save(FilePath);
        Normalization.FitMinMax(Training, channels: 2).Save(FilePath);
        normalization.Save(FilePath);

        var other = new LinearModel(2, 1, ScoreKind.None).NewEngine(seed: 8);
        other.Load(FilePath);
        Assert.Equal(engine.Parameters.Values, other.Parameters.Values);
        var loaded = Normalization.Load(FilePath);
        Assert.Equal(normalization.Shift, loaded.Shift);
        Assert.Equal(normalization.Scale, loaded.Scale);
        Assert.Equal(Inputs(normalization.Apply(Training)), Inputs(loaded.Apply(Training)));
    }

    [Fact]
    public void Save_MakesAFileOfItsOwn()
    {
        Normalization.FitMinMax(DataSet.Of([1f, 2f], [10f, 30f], 2), column: 1).Save(FilePath);
        Assert.Equal([20f], Normalization.Load(FilePath).Scale);
        Assert.Equal([0.5f], Normalization.Load(FilePath).Apply(DataSet.Of([1f], [20f], 1)).Floats(1, 0));
    }

    [Fact]
    public void Load_RefusesOtherFiles()
    {
        Safetensors.Write(FilePath, [new StoredTensor("x", [1], [1])]);
        Assert.Contains(
            $"'{FilePath}' holds no tensor 'normalization.column'",
            Assert.Throws<InvalidDataException>(() => Normalization.Load(FilePath)).Message);
        Safetensors.Write(
            FilePath,
            [new("normalization.column", [], [0]), new("normalization.width", [], [4]), new("normalization.shift", [3], [1, 2, 3]), new("normalization.scale", [3], [1, 2, 3])]);
        Assert.Contains("channels of a sample of 4 values, got 3 and 3.", Assert.Throws<InvalidDataException>(() => Normalization.Load(FilePath)).Message);
    }

    [Fact]
    public void Fit_RefusesWhatHasNoScale()
    {
        Assert.Contains("'training' is empty", Assert.Throws<ArgumentException>("training", () => Normalization.FitStandard(Training.Slice(0, 0))).Message);
        Assert.Contains(
            "Column 1 of 'training' holds integers",
            Assert.Throws<ArgumentException>("training", () => Normalization.FitMinMax(Training, column: 1)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("column", () => Normalization.FitStandard(Training, column: 2));
        Assert.Contains(
            "Expected a divisor of 4",
            Assert.Throws<ArgumentOutOfRangeException>("channels", () => Normalization.FitStandard(Training, channels: 3)).Message);
        var broken = DataSet.Of([1, 2, 3, float.NaN], [0, 1]);
        Assert.Contains(
            "Value 1 of column 0, row 1 of 'training' is NaN; expected a finite number.",
            Assert.Throws<ArgumentException>("training", () => Normalization.FitStandard(broken)).Message);
        Assert.Throws<ArgumentNullException>("training", () => Normalization.FitStandard(null!));
    }

    [Fact]
    public void Apply_RefusesOtherData()
    {
        var normalization = Normalization.FitStandard(Training);
        Assert.Contains(
            "Expected 4 floats a sample in column 0, got 2 floats.",
            Assert.Throws<ArgumentException>("data", () => normalization.Apply(DataSet.Of([1f, 2f], [0]))).Message);
        Assert.Throws<ArgumentOutOfRangeException>("data", () => Normalization.FitStandard(DataSet.Of([1f], [1f], 1), column: 1).Apply(DataSet.Of(DataColumn.Of([1f], 1))));
        Assert.Contains(
            "Expected a multiple of 4 values, the width of a sample, got 3.",
            Assert.Throws<ArgumentException>(() => normalization.Apply(new float[3], new float[3])).Message);
        Assert.Contains("Expected room for 4 values, got 3.", Assert.Throws<ArgumentException>(() => normalization.Invert(new float[4], new float[3])).Message);
    }

    [Fact]
    public void OneHot_IsOneAtTheClass()
    {
        var data = Training.OneHot(3);
        Assert.Equal([0f, 1f, 0f], data.Floats(1, 1));
        Assert.Equal([1f, 0f, 0f], data.Shuffle(1).Where(row => data.Shuffle(1).Floats(0, row)[0] == 1).Floats(1, 0));
        Assert.Contains("The class of row 1 is 1; expected 0 to 0.", Assert.Throws<ArgumentOutOfRangeException>("classes", () => Training.OneHot(1)).Message);
        Assert.Contains(
            "Expected 1 integer a sample in column 0, got 4 floats.",
            Assert.Throws<ArgumentException>("column", () => Training.OneHot(3, column: 0)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("column", () => Training.OneHot(3, column: 2));
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => Training.OneHot(0));
    }
}
