using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

/// <summary>Functions in double precision against the C library's.</summary>
public sealed class RealMathTests
{
    private const double Tolerance = 1e-14;

    [Fact]
    public void Exp_IsAccurateEverywhere()
    {
        for (var x = -700.0; x < 709; x += 0.37)
            Assert.Equal(1, RealMath.Exp(x) / Math.Exp(x), Tolerance);
        Assert.Equal([0, 1, double.PositiveInfinity, double.NaN], new[] { double.NegativeInfinity, 0, double.PositiveInfinity, double.NaN }.Select(RealMath.Exp));
    }

    [Fact]
    public void Log_IsAccurateEverywhere()
    {
        for (var exponent = -1000; exponent < 1000; exponent += 7)
        {
            var x = Math.ScaleB(1 + (exponent + 1000) / 2003.0, exponent);
            Assert.Equal(Math.Log(x), RealMath.Log(x), Math.Abs(Math.Log(x)) * Tolerance + 1e-16);
        }

        Assert.Equal(0, RealMath.Log(1));
    }

    [Fact]
    public void CosPi_IsExactWhereItsValueIs()
    {
        for (var x = -3.0; x < 3; x += 0.013)
            Assert.Equal(Math.Cos(Math.PI * x), RealMath.CosPi(x), 1e-14);
        Assert.Equal([1, 0, -1, 0, 1, 0], new[] { 0, 0.5, 1, 1.5, 2, 2.5 }.Select(RealMath.CosPi));
    }

    [Fact]
    public void Powers_AreAccurate()
    {
        Assert.Equal([1, 0.5, 0.25, 0.125], Enumerable.Range(0, 4).Select(n => RealMath.Power(0.5, n)));
        Assert.Equal(Math.Pow(0.999, 12345), RealMath.Power(0.999, 12345), 1e-17);
        Assert.Equal(Math.Pow(0.96, 3.7), RealMath.Pow(0.96, 3.7), Tolerance);
        Assert.Equal([0, 1, 1], new[] { RealMath.Pow(0, 0.5), RealMath.Pow(0, 0), RealMath.Pow(5, 0) });
    }
}
