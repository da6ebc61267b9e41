using System.ComponentModel;

namespace ModelGen.Runtime;

/// <summary>Functions in double precision with the same bits on every machine, which those of the C library do not promise: what decides a rate decides weights. Relative error below 1e-14.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RealMath
{
    private const double Ln2 = 0.6931471805599453;

    // ln 2 in two parts: the product of the first with a whole number below 2²¹ is exact (Cody and Waite 1980, chapter 6).
    private const double Ln2High = 0.693147180369123816490, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>xⁿ by squaring.</summary>
    /// <param name="x">The base.</param>
    /// <param name="n">At least 0.</param>
    public static double Power(double x, long n)
    {
        var power = 1.0;
        for (; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
                power *= x;
            x *= x;
        }

        return power;
    }

    /// <summary>xʸ.</summary>
    /// <param name="x">Above 0; or 0, whose powers are 0, and 1 for the exponent 0.</param>
    /// <param name="y">The exponent.</param>
    public static double Pow(double x, double y) => y == 0 ? 1 : x == 0 ? 0 : Exp(y * Log(x));

    /// <summary>cos πx.</summary>
    public static double CosPi(double x)
    {
        // To [0, 2), to [0, 1] by symmetry, to [0, ½] by cos π(1 − x) = −cos πx; then to [0, ¼] by sines.
        x = Math.Abs(x) - 2 * Math.Floor(Math.Abs(x) / 2);
        if (x > 1)
            x = 2 - x;
        var sign = x > 0.5 ? -1.0 : 1.0;
        if (x > 0.5)
            x = 1 - x;
        return sign * (x <= 0.25 ? Cosine(Math.PI * x) : Sine(Math.PI * (0.5 - x)));
    }

    /// <summary>eˣ.</summary>
    public static double Exp(double x)
    {
        if (!(x > -745))
            return double.IsNaN(x) ? x : 0;
        if (x > 709)
            return double.PositiveInfinity;
        var n = Math.Round(x / Ln2);
        var r = x - n * Ln2High - n * Ln2Low;
        var sum = 1.0;
        for (var k = 18; k >= 1; k--)
            sum = 1 + sum * r / k;
        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>ln x, for x above 0.</summary>
    public static double Log(double x)
    {
        var n = Math.ILogB(x);
        var m = Math.ScaleB(x, -n);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            n++;
        }

        // ln m = 2 artanh s with s = (m − 1)/(m + 1), at most 0.1716.
        var s = (m - 1) / (m + 1);
        var square = s * s;
        var sum = 0.0;
        for (var k = 23; k >= 1; k -= 2)
            sum = sum * square + 1.0 / k;
        return n * Ln2 + 2 * s * sum;
    }

    private static double Cosine(double x)
    {
        var square = x * x;
        var sum = 1.0;
        for (var k = 18; k >= 2; k -= 2)
            sum = 1 - sum * square / (k * (k - 1));
        return sum;
    }

    private static double Sine(double x)
    {
        var square = x * x;
        var sum = 1.0;
        for (var k = 19; k >= 3; k -= 2)
            sum = 1 - sum * square / (k * (k - 1));
        return x * sum;
    }
}
