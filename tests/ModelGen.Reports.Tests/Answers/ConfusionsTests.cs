using Xunit;

namespace ModelGen.Reports.Tests.Answers;

public sealed class ConfusionsTests
{
    [Fact]
    public void Shares_AreOfRowsAndColumns()
    {
        var matrix = Counted();
        Assert.Equal(8, matrix.Total);
        Assert.Equal(5 / 8.0, matrix.Accuracy);
        Assert.Equal([3 / 4.0, 2 / 4.0, null], Enumerable.Range(0, 3).Select(matrix.Recall));
        Assert.Equal([3 / 4.0, 2 / 3.0, 0.0], Enumerable.Range(0, 3).Select(matrix.Precision));
    }

    [Fact]
    public void Text_IsATable() => Assert.Equal(
        """
               cat   dog  bird  recognized
         cat     3     1     ·     75.00 %
         dog     1     2     1     50.00 %
        bird     ·     ·     ·           –

        """,
        Counted().ToString());

    [Fact]
    public void WithoutSamples_NothingIsKnown()
    {
        var matrix = new Confusions(["cat", "dog"]);
        Assert.Null(matrix.Accuracy);
        Assert.Null(matrix.Recall(0));
        Assert.Null(matrix.Precision(1));
    }

    [Fact]
    public void Metric_GivesTheSameCounts()
    {
        var (model, data) = (new Quadrants(seed: 1), Quadrants.Points(100));
        var metric = new ConfusionMatrix();
        var evaluation = model.Evaluate(data, [metric]);
        var confusions = Confusions.Of(metric, Quadrants.Classes);
        Assert.Equal(evaluation.Accuracy, confusions.Accuracy);
        Assert.Equal($"{ClassAnswers.Collect(data, Quadrants.Classes, model.PredictProbabilities).Confusions}", $"{confusions}");
        Assert.Contains("4 classes, got the names of 2", Assert.Throws<ArgumentException>("classes", () => Confusions.Of(metric, ["cat", "dog"])).Message);
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("classes", () => new Confusions(["cat"]));
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => Counted()[3, 0]);
        Assert.Contains("There are 3 classes", Assert.Throws<ArgumentOutOfRangeException>("predicted", () => Counted().Add(0, -1)).Message);
    }

    private static Confusions Counted()
    {
        var matrix = new Confusions(["cat", "dog", "bird"]);
        foreach (var (actual, predicted) in (ReadOnlySpan<(int, int)>)[(0, 0), (0, 0), (0, 0), (0, 1), (1, 0), (1, 1), (1, 1), (1, 2)])
            matrix.Add(actual, predicted);
        return matrix;
    }
}
