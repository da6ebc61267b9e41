using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Views, folds and the balance of classes. Sample i of a set has the input i.</summary>
public sealed class DataSetPartsTests
{
    /// <summary>Ten samples: five of class 0, three of class 1, two of class 3.</summary>
    private static readonly DataSet Unbalanced = Of(0, 1, 0, 3, 0, 1, 0, 3, 1, 0);

    private static DataSet Of(params int[] labels) => DataSet.Of([.. Enumerable.Range(0, labels.Length).Select(i => (float)i)], labels);

    private static int[] Inputs(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(row => (int)data.Floats(0, row)[0])];

    private static int[] Labels(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private static int[] CountsOf(DataSet data) => [.. Enumerable.Range(0, 4).Select(label => Labels(data).Count(other => other == label))];

    [Fact]
    public void Select_And_Where_TakeRows()
    {
        Assert.Equal([7, 0, 7], Inputs(Unbalanced.Select(7, 0, 7)));
        Assert.Equal([3, 0, 3], Labels(Unbalanced.Select(7, 0, 7)));
        Assert.Equal([1, 5, 8], Inputs(Unbalanced.Where(row => Unbalanced.Label(row) == 1)));
        Assert.Equal([8, 5], Inputs(Unbalanced.Select(9, 8, 5).Where(row => row > 0)));
        Assert.Equal(0, Unbalanced.Select().Count);
        Assert.Contains("Expected a sample from 0 to 1.", Assert.Throws<ArgumentOutOfRangeException>("rows", () => Unbalanced.Slice(0, 2).Select(2)).Message);
        Assert.Throws<ArgumentNullException>("isTaken", () => Unbalanced.Where(null!));
    }

    [Fact]
    public void Columns_AreViewsOfTheSamples()
    {
        var part = Unbalanced.Select(8, 3);
        var joined = DataSet.Of(part.Column(1), Unbalanced.Slice(0, 2).Column(0));
        Assert.Equal([1], joined.Integers(0, 0));
        Assert.Equal([3], joined.Integers(0, 1));
        Assert.Equal([1f], joined.Floats(1, 1));
        Assert.Equal([8f], part.SelectColumns(1, 0).Floats(1, 0));
        Assert.Throws<ArgumentException>("columns", () => part.SelectColumns());
        Assert.Throws<ArgumentOutOfRangeException>("column", () => part.SelectColumns(2));
        Assert.Throws<ArgumentOutOfRangeException>("column", () => part.Column(-1));
    }

    [Fact]
    public void AddColumn_IsInTheOrderOfTheSet()
    {
        var added = Unbalanced.Select(8, 3).AddColumn(DataColumn.Of([0.5f, 1, 2, 4], 2));
        Assert.Equal([8, 3], Inputs(added));
        Assert.Equal([2f, 4f], added.Floats(2, 1));
        Assert.Equal([2f, 4f], added.Shuffle(1).Where(row => added.Shuffle(1).Floats(0, row)[0] == 3).Floats(2, 0));
        Assert.Contains(
            "Expected 10 samples, as the set has, got 3.",
            Assert.Throws<ArgumentException>("column", () => Unbalanced.AddColumn(DataColumn.Of(new int[3]))).Message);
    }

    [Fact]
    public void KFold_ValidatesEachSampleOnce()
    {
        var folds = Unbalanced.KFold(4);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6, 7], [8, 9]], folds.Select(fold => Inputs(fold.Validation)));
        Assert.Equal([0, 1, 2, 6, 7, 8, 9], Inputs(folds[1].Training));
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 10), Inputs(fold.Training).Concat(Inputs(fold.Validation)).Order()));
        Assert.Equal(10, Unbalanced.KFold(10).Count);
        Assert.Contains("Expected 2 to 10, the number of samples.", Assert.Throws<ArgumentOutOfRangeException>("folds", () => Unbalanced.KFold(11)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("folds", () => Unbalanced.KFold(1));
    }

    [Fact]
    public void StratifiedKFold_DealsOutEachClass()
    {
        var folds = Unbalanced.StratifiedKFold(2);
        Assert.Equal([5, 5], folds.Select(fold => fold.Validation.Count));
        Assert.Equal([3, 1, 0, 1], CountsOf(folds[0].Validation));
        Assert.Equal([2, 2, 0, 1], CountsOf(folds[1].Validation));
        Assert.Equal([0, 3, 4, 5, 9], Inputs(folds[0].Validation));
        Assert.Equal(Inputs(folds[1].Validation), Inputs(folds[0].Training));
    }

    [Theory]
    [InlineData(0.5, new[] { 2, 2, 0, 1 })]
    [InlineData(0.8, new[] { 4, 2, 0, 2 })]
    public void StratifiedSplit_KeepsProportions(double first, int[] counts)
    {
        var (part, others) = Unbalanced.StratifiedSplit(first);
        Assert.Equal(counts, CountsOf(part));
        Assert.Equal((int)(10 * first), part.Count);
        Assert.Equal(Inputs(part).Order(), Inputs(part));
        Assert.Equal(Enumerable.Range(0, 10), Inputs(part).Concat(Inputs(others)).Order());
    }

    [Fact]
    public void StratifiedSplit_RefusesWhatIsNoShare()
    {
        Assert.Throws<ArgumentOutOfRangeException>("first", () => Unbalanced.StratifiedSplit(1));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => Unbalanced.StratifiedSplit(double.NaN));
        var regression = DataSet.Of([1f, 2f], [1f, 2f], 2);
        Assert.Contains("Column 1 holds floats, not integers.", Assert.Throws<InvalidOperationException>(() => regression.StratifiedSplit(0.5)).Message);
    }

    [Fact]
    public void ClassWeights_AreInverseFrequencies()
    {
        Assert.Equal([10 / 15f, 10 / 9f, 0, 10 / 6f], Unbalanced.ClassWeights());
        Assert.Equal([10 / 15f, 10 / 9f, 0, 10 / 6f, 0, 0], Unbalanced.ClassWeights(6));
        Assert.Contains(
            "The label of row 3 is 3; expected 0 to 2.",
            Assert.Throws<ArgumentOutOfRangeException>("classes", () => Unbalanced.ClassWeights(3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("classes", () => Of(-1, 2).ClassWeights());

        var weighted = Unbalanced.AddClassWeights();
        Assert.Equal(Labels(Unbalanced), Labels(weighted));
        Assert.Equal([10 / 6f], weighted.Floats(1, 3));
        Assert.Equal(10, Enumerable.Range(0, 10).Sum(row => weighted.Floats(1, row)[0]), 1e-5);
    }

    [Fact]
    public void Oversample_RepeatsRarerClasses()
    {
        var balanced = Unbalanced.Oversample();
        Assert.Equal([5, 5, 0, 5], CountsOf(balanced));
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 3, 7, 3], Inputs(balanced));
    }
}
