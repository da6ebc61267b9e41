using Xunit;

namespace ModelGen.Reports.Tests.Answers;

public sealed class ConfusionMatrixTests
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
        var matrix = new ConfusionMatrix(["cat", "dog"]);
        Assert.Null(matrix.Accuracy);
        Assert.Null(matrix.Recall(0));
        Assert.Null(matrix.Precision(1));
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("classes", () => new ConfusionMatrix(["cat"]));
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => Counted()[3, 0]);
        Assert.Contains("There are 3 classes", Assert.Throws<ArgumentOutOfRangeException>("predicted", () => Counted().Add(0, -1)).Message);
    }

    private static ConfusionMatrix Counted()
    {
        var matrix = new ConfusionMatrix(["cat", "dog", "bird"]);
        foreach (var (actual, predicted) in (ReadOnlySpan<(int, int)>)[(0, 0), (0, 0), (0, 0), (0, 1), (1, 0), (1, 1), (1, 1), (1, 2)])
            matrix.Add(actual, predicted);
        return matrix;
    }
}
