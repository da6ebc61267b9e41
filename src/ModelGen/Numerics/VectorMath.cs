using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Elementary functions for emitted code, inlined where they are called.</summary>
/// <remarks>
/// A value's result has the same bits at every vector width and on every machine: the functions are our own polynomials, made only of operations that IEEE 754 fixes.
/// NaN gives NaN; its payload is not defined. Error bounds are those that the tests measure against double precision.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class VectorMath
{
    /// <summary>e^x, within 1 ulp; 0 below -86.98 (where float leaves its normal numbers), infinity above 88.72.</summary>
    /// <remarks>Reduced by multiples of ln 2 (Cody and Waite 1980), then a polynomial of degree 6.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Elementary.Exp(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Elementary.Exp(new Floats128(x)).Value;

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Elementary.Exp(new Floats256(x)).Value;

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Elementary.Exp(new Floats512(x)).Value;

    /// <summary>The natural logarithm, within 1 ulp, subnormal numbers included; -∞ at 0, NaN below.</summary>
    /// <remarks>Reduced to [√½, √2), then x - x²/2 + x³ p(x) with p of degree 7, the form of Cephes' <c>logf</c>.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Elementary.Log(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x) => Elementary.Log(new Floats128(x)).Value;

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x) => Elementary.Log(new Floats256(x)).Value;

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x) => Elementary.Log(new Floats512(x)).Value;

    /// <summary>log(1 + x), within 2 ulp, near 0 too; -∞ at -1, NaN below.</summary>
    /// <remarks>As <see cref="Log(float)"/>, with the rounding error of 1 + x carried along.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Elementary.Log1p(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x) => Elementary.Log1p(new Floats128(x)).Value;

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x) => Elementary.Log1p(new Floats256(x)).Value;

    /// <inheritdoc cref="Log1p(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x) => Elementary.Log1p(new Floats512(x)).Value;

    /// <summary>e^x - 1, within 2 ulp, near 0 too.</summary>
    /// <remarks>As <see cref="Exp(float)"/>: 2^n (e^r - 1) + (2^n - 1).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Elementary.Expm1(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x) => Elementary.Expm1(new Floats128(x)).Value;

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x) => Elementary.Expm1(new Floats256(x)).Value;

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x) => Elementary.Expm1(new Floats512(x)).Value;

    /// <summary>The hyperbolic tangent, within 2 ulp, near 0 too.</summary>
    /// <remarks>-m / (m + 2) with m = e^(-2|x|) - 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x) => Elementary.Tanh(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x) => Elementary.Tanh(new Floats128(x)).Value;

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) => Elementary.Tanh(new Floats256(x)).Value;

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x) => Elementary.Tanh(new Floats512(x)).Value;

    /// <summary>1 / (1 + e^-x), within 3 ulp on both sides; 0 below -88.8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => Elementary.Sigmoid(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x) => Elementary.Sigmoid(new Floats128(x)).Value;

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) => Elementary.Sigmoid(new Floats256(x)).Value;

    /// <inheritdoc cref="Sigmoid(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x) => Elementary.Sigmoid(new Floats512(x)).Value;

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt, within 2 ulp, near 0 too.</summary>
    /// <remarks>1 - e^(-t (1 + q(t))) with q of degree 8: N. Juffa's form, here from 0 on.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Erf(float x) => Elementary.Erf(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Erf(Vector128<float> x) => Elementary.Erf(new Floats128(x)).Value;

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Erf(Vector256<float> x) => Elementary.Erf(new Floats256(x)).Value;

    /// <inheritdoc cref="Erf(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Erf(Vector512<float> x) => Elementary.Erf(new Floats512(x)).Value;

    /// <summary>log(1 + e^x), within 2 ulp on both sides.</summary>
    /// <remarks>max(x, 0) + log1p(e^-|x|).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Elementary.Softplus(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x) => Elementary.Softplus(new Floats128(x)).Value;

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x) => Elementary.Softplus(new Floats256(x)).Value;

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x) => Elementary.Softplus(new Floats512(x)).Value;

    /// <summary>The sine, within 2 ulp for |x| ≤ 65,536; meaningless far beyond.</summary>
    /// <remarks>Reduced by multiples of π/2 in three parts, then a polynomial of degree 7.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => Elementary.Sin(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) => Elementary.Sin(new Floats128(x)).Value;

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) => Elementary.Sin(new Floats256(x)).Value;

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => Elementary.Sin(new Floats512(x)).Value;

    /// <summary>The cosine, within 2 ulp for |x| ≤ 65,536; meaningless far beyond.</summary>
    /// <remarks>Reduced by multiples of π/2 in three parts, then a polynomial of degree 8.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => Elementary.Cos(First(x)).Value.ToScalar();

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) => Elementary.Cos(new Floats128(x)).Value;

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) => Elementary.Cos(new Floats256(x)).Value;

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => Elementary.Cos(new Floats512(x)).Value;

    /// <summary>x to an integer power, within 2 ulp for each of the up to 2 log₂ |exponent| products.</summary>
    /// <remarks>Repeated squaring; of 1 / x^|exponent| where the exponent is negative.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, int exponent) => Elementary.Pow(First(x), exponent).Value.ToScalar();

    /// <inheritdoc cref="Pow(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pow(Vector128<float> x, int exponent) => Elementary.Pow(new Floats128(x), exponent).Value;

    /// <inheritdoc cref="Pow(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pow(Vector256<float> x, int exponent) => Elementary.Pow(new Floats256(x), exponent).Value;

    /// <inheritdoc cref="Pow(float, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> x, int exponent) => Elementary.Pow(new Floats512(x), exponent).Value;

    /// <summary>The larger of two values; NaN if either is NaN; <paramref name="b"/> if both are zeros.</summary>
    /// <remarks>A constant belongs in <paramref name="a"/>: it saves the comparison.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => a > b || float.IsNaN(a) ? a : b;

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Elementary.Max(new Floats128(a), new Floats128(b)).Value;

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Elementary.Max(new Floats256(a), new Floats256(b)).Value;

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Elementary.Max(new Floats512(a), new Floats512(b)).Value;

    /// <summary>The smaller of two values; NaN if either is NaN; <paramref name="b"/> if both are zeros.</summary>
    /// <remarks>A constant belongs in <paramref name="a"/>: it saves the comparison.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => a < b || float.IsNaN(a) ? a : b;

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) => Elementary.Min(new Floats128(a), new Floats128(b)).Value;

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Elementary.Min(new Floats256(a), new Floats256(b)).Value;

    /// <inheritdoc cref="Min(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Min(Vector512<float> a, Vector512<float> b) => Elementary.Min(new Floats512(a), new Floats512(b)).Value;

    /// <summary>x, but 0 where x is subnormal or -0: square roots, quotients and comparisons of subnormal numbers are many times slower.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float FlushSubnormal(float x) => x == 0f || float.IsSubnormal(x) ? 0f : x;

    /// <inheritdoc cref="FlushSubnormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> FlushSubnormal(Vector128<float> x) => Elementary.FlushSubnormal(new Floats128(x)).Value;

    /// <inheritdoc cref="FlushSubnormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FlushSubnormal(Vector256<float> x) => Elementary.FlushSubnormal(new Floats256(x)).Value;

    /// <inheritdoc cref="FlushSubnormal(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FlushSubnormal(Vector512<float> x) => Elementary.FlushSubnormal(new Floats512(x)).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Floats128 First(float x) => new(Vector128.CreateScalar(x));
}
