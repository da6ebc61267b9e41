using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public class VectorMathAccuracyTests(ITestOutputHelper output)
{
    [Fact]
    public void Exp_IsAccurate() => AssertWithin(1, VectorMath.Exp, Math.Exp, -86.97f, 88.72f);

    [Fact]
    public void Log_IsAccurate()
    {
        AssertWithin(1, VectorMath.Log, Math.Log, float.Epsilon, 1.17549435e-38f);
        AssertWithin(1, VectorMath.Log, Math.Log, 1.17549435e-38f, float.MaxValue);
        AssertWithin(1, VectorMath.Log, Math.Log, 0.5f, 2);
    }

    [Fact]
    public void Log1p_IsAccurate()
    {
        AssertWithin(2, VectorMath.Log1p, Log1p, -0.9999999f, -1e-37f);
        AssertWithin(2, VectorMath.Log1p, Log1p, 1e-37f, float.MaxValue);
    }

    [Fact]
    public void Expm1_IsAccurate()
    {
        AssertWithin(2, VectorMath.Expm1, Expm1, -100, -1e-37f);
        AssertWithin(2, VectorMath.Expm1, Expm1, 1e-37f, 88.72f);
    }

    [Fact]
    public void Tanh_IsAccurate()
    {
        AssertWithin(2, VectorMath.Tanh, Math.Tanh, -20, -1e-37f);
        AssertWithin(2, VectorMath.Tanh, Math.Tanh, 1e-37f, 20);
    }

    [Fact]
    public void Sigmoid_IsAccurate() => AssertWithin(3, VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -86.9f, 100);

    [Fact]
    public void Erf_IsAccurate()
    {
        AssertWithin(2, VectorMath.Erf, Erf, 1e-37f, 5);
        AssertWithin(2, VectorMath.Erf, Erf, -5, -1e-37f);
    }

    [Fact]
    public void Softplus_IsAccurate() => AssertWithin(2, VectorMath.Softplus, x => x > 30 ? x + Math.Exp(-x) : Log1p(Math.Exp(x)), -86.9f, 1000);

    [Fact]
    public void Sin_IsAccurate() => AssertWithin(2, VectorMath.Sin, Math.Sin, -65536, 65536);

    [Fact]
    public void Cos_IsAccurate() => AssertWithin(2, VectorMath.Cos, Math.Cos, -65536, 65536);

    /// <summary>Each function, its bound and the interval in which it is promised; outside of it the value that it has instead.</summary>
    public static TheoryData<string, Func<float, float>, Func<double, double>, double, float, float> Functions => new()
    {
        { "exp", VectorMath.Exp, Math.Exp, 1, -86.97f, 88.72f },
        { "log", VectorMath.Log, Math.Log, 1, float.Epsilon, float.MaxValue },
        { "log1p", VectorMath.Log1p, Log1p, 2, -0.9999999f, float.MaxValue },
        { "expm1", VectorMath.Expm1, Expm1, 2, float.MinValue, 88.72f },
        { "tanh", VectorMath.Tanh, Math.Tanh, 2, float.MinValue, float.MaxValue },
        { "sigmoid", VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 3, -86.9f, float.MaxValue },
        { "erf", VectorMath.Erf, Erf, 2, float.MinValue, float.MaxValue },
        { "softplus", VectorMath.Softplus, x => x > 30 ? x + Math.Exp(-x) : Log1p(Math.Exp(x)), 2, -86.9f, float.MaxValue },
        { "sin", VectorMath.Sin, Math.Sin, 2, -65536, 65536 },
        { "cos", VectorMath.Cos, Math.Cos, 2, -65536, 65536 },
    };

    /// <summary>All 255 exponents of finite numbers, those of subnormal ones included, both signs, and 67 mantissas of each, the least and the largest among them.</summary>
    [Theory, MemberData(nameof(Functions), DisableDiscoveryEnumeration = true)]
    public void Function_IsAccurateAtEveryExponent(string name, Func<float, float> function, Func<double, double> exact, double bound, float from, float to)
    {
        const int MantissaBits = 23, Step = 127_099, Last = (1 << MantissaBits) - 1;
        for (var exponent = 0; exponent < 255; exponent++)
        {
            for (var mantissa = 0; mantissa <= Last; mantissa = mantissa == Last ? Last + 1 : Math.Min(mantissa + Step, Last))
            {
                foreach (var sign in (ReadOnlySpan<float>)[1, -1])
                {
                    var x = sign * BitConverter.Int32BitsToSingle(exponent << MantissaBits | mantissa);
                    if (x >= from && x <= to && x != 0)
                        Assert.True(ErrorInUlps(function(x), exact(x)) <= bound, $"{name}({x:g9}) is {function(x):g9} instead of {exact(x):g9}");
                }
            }
        }
    }

    [Fact]
    public void Functions_LeaveTheirIntervalsAsIeeeAsks()
    {
        for (var x = 1f; x <= float.MaxValue / 2; x *= 2)
        {
            Assert.Equal(float.NaN, VectorMath.Log(-x));
            Assert.Equal(x > 1 ? float.NaN : float.NegativeInfinity, VectorMath.Log1p(-x));
            if (x < 128)
                continue;
            Assert.Equal(float.PositiveInfinity, VectorMath.Exp(x));
            Assert.Equal(float.PositiveInfinity, VectorMath.Expm1(x));
            Assert.Equal(0, VectorMath.Exp(-x));
            Assert.Equal(0, VectorMath.Sigmoid(-x));
            Assert.Equal(0, VectorMath.Softplus(-x));
        }
    }

    /// <summary>Compares on numbers spread over the bit patterns of the interval, so densely near 0 as well.</summary>
    private void AssertWithin(double bound, Func<float, float> function, Func<double, double> exact, float from, float to)
    {
        const int Samples = 1 << 19;
        var (first, last) = (Order(from), Order(to));
        var (worst, worstAt) = (0.0, from);
        for (var i = 0; i <= Samples; i++)
        {
            var x = FromOrder(first + (last - first) * i / Samples);
            var error = ErrorInUlps(function(x), exact(x));
            if (!(error <= worst))
                (worst, worstAt) = (error, x);
        }
        output.WriteLine($"{from:g9} to {to:g9}: at most {worst:f3} ulp, at {worstAt:g9}");
        Assert.True(worst <= bound, $"{worst} ulp at {worstAt:g9}: {function(worstAt):g9} instead of {exact(worstAt):g9}");
    }

    private static double ErrorInUlps(float actual, double exact)
    {
        var magnitude = Math.Max(Math.Abs(exact), Math.Pow(2, -126));
        return Math.Abs(actual - exact) / Math.Pow(2, Math.Floor(Math.Log2(magnitude)) - 23);
    }

    // Bit patterns as integers in the order of the numbers.
    private static long Order(float x) => BitConverter.SingleToInt32Bits(x) is var bits && bits < 0 ? -(long)(bits & 0x7FFFFFFF) : bits;

    private static float FromOrder(long order) => BitConverter.Int32BitsToSingle(order < 0 ? (int)-order | int.MinValue : (int)order);

    // Kahan's correction of the rounding of 1 + x.
    private static double Log1p(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double Expm1(double x) => x < -50 ? -1 : Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>The series 2/√π e^(-x²) Σ 2^n x^(2n+1) / (1·3·…·(2n+1)): all terms of one sign (Abramowitz and Stegun 7.1.6).</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
