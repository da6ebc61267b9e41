using Xunit;

namespace ModelGen.Reports.Tests.Console;

public sealed class SparklineTests
{
    [Fact]
    public void Heights_AreSharesOfTheRange() => Assert.Equal("▁▂▃▄▅▆▇█", Glyphs.Unicode.Sparkline(Enumerable.Range(-3, 8).Select(value => (double)value)));

    [Fact]
    public void EqualValues_LieAtTheBottom() => Assert.Equal("▁▁", Glyphs.Unicode.Sparkline([5, 5]));

    [Fact]
    public void WhatIsNotFinite_IsBlank()
    {
        Assert.Equal("▁ █ ", Glyphs.Unicode.Sparkline([1, double.NaN, 2, double.PositiveInfinity]));
        Assert.Equal(" ", Glyphs.Unicode.Sparkline([double.NaN]));
        Assert.Equal("", Glyphs.Unicode.Sparkline([]));
    }

    [Fact]
    public void LongCourse_IsKeptAsMeansOfEquallyManyValues()
    {
        var trace = new Trace(capacity: 4);
        for (var value = 1; value <= 9; value++)
            trace.Add(value);
        // Pairs after four values, fours after eight; the ninth stands alone until its four are complete.
        Assert.Equal([2.5, 6.5, 9], trace.Means);
    }
}
