using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>The bodies of <see cref="VectorMath"/>, each written once. Coefficients are minimax fits (weighted, in extended precision, then rounded one by one and refitted).</summary>
internal static class Elementary
{
    // 1.5 · 2²³: adding it rounds to an integer, which then stands in the low bits.
    private const float Rounder = 12582912;
    private const int SignBit = unchecked((int)0x80000000);
    private const int ExponentShift = 23;

    // ln 2 in two parts, the first short enough that its product with an exponent is exact (Cody and Waite 1980, chapter 6).
    private const float Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(T a, T b) where T : struct, IFloats<T> => T.Select(T.AreEqual(a, a), T.Larger(a, b), a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Min<T>(T a, T b) where T : struct, IFloats<T> => T.Select(T.AreEqual(a, a), T.Smaller(a, b), a);

    // The exponents' bits of zeros and subnormal numbers are zero.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T FlushSubnormal<T>(T x) where T : struct, IFloats<T> => T.Select(T.AreEqual(x & T.CreateBits(0x7F800000), T.Create(0)), T.Create(0), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x) where T : struct, IFloats<T>
    {
        var fraction = ReduceExponential(x, out var halfScale);
        return T.MultiplyAdd(fraction, T.Create(2), T.Create(2)) * halfScale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Expm1<T>(T x) where T : struct, IFloats<T>
    {
        var half = HalfExpm1(x);
        return (half + half) | Sign(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T x) where T : struct, IFloats<T> => T.Create(1) / (T.Create(1) + Exp(Negate(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Tanh<T>(T x) where T : struct, IFloats<T>
    {
        // tanh |x| = -m / (m + 2) with m = e^(-2|x|) - 1, which keeps every digit near 0 and cannot overflow; the halves of both are rounded once, from the same fraction.
        var absolute = Absolute(x);
        var fraction = ReduceExponential(Negate(absolute + absolute), out var halfScale);
        var numerator = T.MultiplyAdd(halfScale, fraction, halfScale - T.Create(0.5f));
        var denominator = T.MultiplyAdd(halfScale, fraction, halfScale + T.Create(0.5f));
        return Absolute(numerator / denominator) | Sign(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Erf<T>(T x) where T : struct, IFloats<T>
    {
        // erf t = -expm1(ln erfc t), and ln erfc t = -t (1 + q(t)) is smooth; from t = 4 on the result rounds to 1.
        var t = T.Smaller(T.Create(4), Absolute(x));
        var q = T.MultiplyAdd(t, T.Create(-9.39033725e-6f), T.Create(1.18882657e-4f));
        q = T.MultiplyAdd(q, t, T.Create(-6.37437857e-4f));
        q = T.MultiplyAdd(q, t, T.Create(1.67580473e-3f));
        q = T.MultiplyAdd(q, t, T.Create(-1.6961823e-4f));
        q = T.MultiplyAdd(q, t, T.Create(-0.0191477742f));
        q = T.MultiplyAdd(q, t, T.Create(0.102776296f));
        q = T.MultiplyAdd(q, t, T.Create(0.636619568f));
        q = T.MultiplyAdd(q, t, T.Create(0.128379166f));
        var half = HalfExpm1(Negate(T.MultiplyAdd(q, t, t)));
        return Absolute(half + half) | Sign(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log<T>(T x) where T : struct, IFloats<T>
    {
        var isSubnormal = T.LessThan(x, T.Create(1.17549435e-38f));
        var normal = T.Select(isSubnormal, x * T.Create(8388608), x);
        var fraction = ReduceLogarithm(normal, out var exponent) - T.Create(1);
        var result = LogOfReduced(fraction, T.ConvertBits(exponent) - (isSubnormal & T.Create(ExponentShift)));
        return AtBorders(result, x, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1p<T>(T x) where T : struct, IFloats<T>
    {
        // The rounding error of 1 + x, exactly, whichever is the larger (Knuth's TwoSum).
        var one = T.Create(1);
        var sum = one + x;
        var rest = sum - one;
        var error = (one - (sum - rest)) + (x - rest);
        return AtBorders(LogOfSum(sum, error), sum, x) | Sign(x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Softplus<T>(T x) where T : struct, IFloats<T>
    {
        // max(x, 0) + log(1 + y), y = e^-|x| ≤ 1: nothing overflows, and nothing is lost where y vanishes beside 1.
        var one = T.Create(1);
        var y = Exp(x | T.CreateBits(SignBit));
        var sum = one + y;
        return T.Larger(T.Create(0), x) + LogOfSum(sum, y - (sum - one));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Pow<T>(T x, int exponent) where T : struct, IFloats<T>
    {
        var result = T.Create(1);
        for (var rest = exponent < 0 ? -exponent : exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
                result *= x;
            x *= x;
        }
        return exponent < 0 ? T.Create(1) / result : result;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sin<T>(T x) where T : struct, IFloats<T> => SineOfQuadrant(ReduceAngle(x, out var quadrant), quadrant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Cos<T>(T x) where T : struct, IFloats<T> =>
        SineOfQuadrant(ReduceAngle(x, out var quadrant), T.AddBits(quadrant, T.CreateBits(1)));

    /// <summary>e^r - 1 and 2^(n-1), where x = n ln 2 + r: half the scale, so that n = 128 does not overflow before the last product, and n = -126 gives 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReduceExponential<T>(T x, out T halfScale) where T : struct, IFloats<T>
    {
        x = T.Smaller(T.Create(88.9f), T.Larger(T.Create(-87.6f), x));
        var shifted = T.MultiplyAdd(x, T.Create(1.44269504f), T.Create(Rounder));
        var n = shifted - T.Create(Rounder);
        var r = T.MultiplyAdd(n, T.Create(-Ln2High), x);
        r = T.MultiplyAdd(n, T.Create(-Ln2Low), r);
        halfScale = T.AddBits(T.ShiftLeft(shifted, ExponentShift), T.CreateBits(126 << ExponentShift));

        // (e^r - 1 - r) / r² on ±ln 2 / 2, relative error of e^r - 1 below 1.4e-8.
        var p = T.MultiplyAdd(r, T.Create(0.00138702046f), T.Create(0.0083664488f));
        p = T.MultiplyAdd(p, r, T.Create(0.0416674428f));
        p = T.MultiplyAdd(p, r, T.Create(0.16666545f));
        p = T.MultiplyAdd(p, r, T.Create(0.49999997f));
        return T.MultiplyAdd(r * r, p, r);
    }

    /// <summary>(e^x - 1) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T HalfExpm1<T>(T x) where T : struct, IFloats<T>
    {
        var fraction = ReduceExponential(x, out var halfScale);
        return T.MultiplyAdd(halfScale, fraction, halfScale - T.Create(0.5f));
    }

    /// <summary>The part in [√½, √2) of a positive normal number, and its exponent as an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReduceLogarithm<T>(T x, out T exponent) where T : struct, IFloats<T>
    {
        const int SquareRootOfHalf = 0x3F3504F3;
        exponent = T.ShiftRight(T.SubtractBits(x, T.CreateBits(SquareRootOfHalf)), ExponentShift);
        return T.SubtractBits(x, T.ShiftLeft(exponent, ExponentShift));
    }

    /// <summary>log(sum + error) for a sum of at least 2^-24.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfSum<T>(T sum, T error) where T : struct, IFloats<T>
    {
        var part = ReduceLogarithm(sum, out var exponent);
        // 2^-exponent; 0 where that is out of range, as the error then no longer counts.
        var scale = T.LargerBits(T.SubtractBits(T.Create(1), T.ShiftLeft(exponent, ExponentShift)), T.Create(0));
        return LogOfReduced(T.MultiplyAdd(error, scale, part - T.Create(1)), T.ConvertBits(exponent));
    }

    /// <summary>log(1 + f) + exponent · ln 2, for f in [√½ - 1, √2 - 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfReduced<T>(T f, T exponent) where T : struct, IFloats<T>
    {
        // (log(1 + f) - f + f²/2) / f³, relative error of log(1 + f) below 5.9e-9.
        var p = T.MultiplyAdd(f, T.Create(-0.0763693228f), T.Create(0.127625421f));
        p = T.MultiplyAdd(p, f, T.Create(-0.131595761f));
        p = T.MultiplyAdd(p, f, T.Create(0.142015368f));
        p = T.MultiplyAdd(p, f, T.Create(-0.166234091f));
        p = T.MultiplyAdd(p, f, T.Create(0.200012431f));
        p = T.MultiplyAdd(p, f, T.Create(-0.250008196f));
        p = T.MultiplyAdd(p, f, T.Create(0.333333313f));
        p = T.MultiplyAdd(p, f, T.Create(-0.5f)) * (f * f);
        p = T.MultiplyAdd(exponent, T.Create(Ln2Low), p);
        return T.MultiplyAdd(exponent, T.Create(Ln2High), f + p);
    }

    /// <summary>The logarithm of <paramref name="argument"/>, where that may be 0, negative, infinite or NaN (then <paramref name="x"/> is, too).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T AtBorders<T>(T result, T argument, T x) where T : struct, IFloats<T>
    {
        result = T.Select(T.LessThan(x, T.Create(float.PositiveInfinity)), result, x);
        result = T.Select(T.AreEqual(argument, T.Create(0)), T.Create(float.NegativeInfinity), result);
        return T.Select(T.LessThan(argument, T.Create(0)), T.Create(float.NaN), result);
    }

    /// <summary>r = x - n π/2 in ±π/4, and n in the low bits of <paramref name="quadrant"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ReduceAngle<T>(T x, out T quadrant) where T : struct, IFloats<T>
    {
        quadrant = T.MultiplyAdd(x, T.Create(0.636619772f), T.Create(Rounder));
        var n = quadrant - T.Create(Rounder);
        // π/2 in three parts, all positive, so that -0 stays -0.
        var r = T.MultiplyAdd(n, T.Create(-1.57079625f), x);
        r = T.MultiplyAdd(n, T.Create(-7.54978942e-08f), r);
        return T.MultiplyAdd(n, T.Create(-5.39030295e-15f), r);
    }

    /// <summary>sin(r + quadrant · π/2) for r in ±π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SineOfQuadrant<T>(T r, T quadrant) where T : struct, IFloats<T>
    {
        var square = r * r;
        // Relative errors below 4.2e-9 and 1.4e-10.
        var sine = T.MultiplyAdd(square, T.Create(-1.95078828e-4f), T.Create(8.33210628e-3f));
        sine = T.MultiplyAdd(sine, square, T.Create(-0.166666538f));
        sine = T.MultiplyAdd(sine, square, T.Create(1)) * r;
        var cosine = T.MultiplyAdd(square, T.Create(2.44300845e-5f), T.Create(-1.38872978e-3f));
        cosine = T.MultiplyAdd(cosine, square, T.Create(0.0416666456f));
        cosine = T.MultiplyAdd(cosine, square, T.Create(-0.5f));
        cosine = T.MultiplyAdd(cosine, square, T.Create(1));
        var isOdd = T.ShiftRight(T.ShiftLeft(quadrant, 31), 31);
        return T.Select(isOdd, cosine, sine) ^ T.ShiftLeft(quadrant & T.CreateBits(2), 30);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Absolute<T>(T x) where T : struct, IFloats<T> => x & T.CreateBits(~SignBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sign<T>(T x) where T : struct, IFloats<T> => x & T.CreateBits(SignBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Negate<T>(T x) where T : struct, IFloats<T> => x ^ T.CreateBits(SignBit);
}
