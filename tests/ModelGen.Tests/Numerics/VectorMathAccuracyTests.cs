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
        AssertWithin(3, VectorMath.Tanh, Math.Tanh, -20, -1e-37f);
        AssertWithin(3, VectorMath.Tanh, Math.Tanh, 1e-37f, 20);
    }

    [Fact]
    public void Sigmoid_IsAccurate() => AssertWithin(3, VectorMath.Sigmoid, x => 1 / (1 + Math.Exp(-x)), -86.9f, 100);

    [Fact]
    public void Erf_IsAccurate()
    {
        AssertWithin(3, VectorMath.Erf, Erf, 1e-37f, 5);
        AssertWithin(3, VectorMath.Erf, Erf, -5, -1e-37f);
    }

    [Fact]
    public void Softplus_IsAccurate() => AssertWithin(2, VectorMath.Softplus, x => x > 30 ? x + Math.Exp(-x) : Log1p(Math.Exp(x)), -86.9f, 1000);

    [Fact]
    public void Sin_IsAccurate() => AssertWithin(2, VectorMath.Sin, Math.Sin, -65536, 65536);

    [Fact]
    public void Cos_IsAccurate() => AssertWithin(2, VectorMath.Cos, Math.Cos, -65536, 65536);

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
        var magnitude = Math.Max(Math.Abs(exact), 1.17549435e-38);
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

    private static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x + x * x / 2 + x * x * x / 6 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);

    /// <summary>The series 2/√π e^(-x²) Σ 2^n x^(2n+1) / (1·3·…·(2n+1)): all terms of one sign (Abramowitz and Stegun 7.1.6).</summary>
    private static double Erf(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
