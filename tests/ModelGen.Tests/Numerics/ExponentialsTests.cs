using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public sealed class ExponentialsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(61)]
    public void Fill_HasTheBitsOfEachExponentialByItself(int count)
    {
        var random = new Random(count);
        float[] x = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 40) - 20)];
        var largest = x.Max();
        var results = new float[count + 1];
        Exponentials.Fill(x, largest, results);
        Assert.Equal(x.Select(score => VectorMath.Exp(score - largest)), results[..count]);
        Assert.Equal(0, results[count]);
        Exponentials.Fill(x, largest, x);
        Assert.Equal(results[..count], x);
    }

    [Fact]
    public void LogSum_IsThatOfDoubles()
    {
        float[] x = [.. Enumerable.Range(0, 3_001).Select(i => 80 + (i * 37 % 100 / 9f)), float.NegativeInfinity];
        var expected = Math.Log(x.Sum(score => Math.Exp(score - 80.0))) + 80;
        Assert.Equal(expected, Exponentials.LogSum(x, x.Max(), new float[x.Length]), tolerance: 1e-6);
    }
}
