using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>A matrix that columns of vectors are multiplied by.</summary>
internal interface IWinogradMatrix
{
    /// <summary>Elements of the product.</summary>
    static abstract int Rows { get; }

    /// <summary>Elements of a column.</summary>
    static abstract int Columns { get; }

    /// <summary>The product with one column.</summary>
    static abstract void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>;
}

/// <summary>Elements of a column in memory.</summary>
internal static class Column
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Get<T>(ref float x, int step, int index) where T : struct, IFloats<T> => T.Load(ref Unsafe.Add(ref x, index * step));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Set<T>(ref float y, int step, int index, T value) where T : struct, IFloats<T> => value.Store(ref Unsafe.Add(ref y, index * step));
}

/// <summary>G of F(2×2, 3×3).</summary>
internal readonly struct KernelOfTwo : IWinogradMatrix
{
    public static int Rows => 4;

    public static int Columns => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (g0, g1, g2) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2));
        var (ends, half) = (g0 + g2, T.Create(0.5f));
        Column.Set(ref y, yStep, 0, g0);
        Column.Set(ref y, yStep, 1, (ends + g1) * half);
        Column.Set(ref y, yStep, 2, (ends - g1) * half);
        Column.Set(ref y, yStep, 3, g2);
    }
}

/// <summary>Gᵀ of F(2×2, 3×3).</summary>
internal readonly struct KernelGradientOfTwo : IWinogradMatrix
{
    public static int Rows => 3;

    public static int Columns => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (s0, s1, s2, s3) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2), Column.Get<T>(ref x, xStep, 3));
        var half = T.Create(0.5f);
        var middle = (s1 + s2) * half;
        Column.Set(ref y, yStep, 0, s0 + middle);
        Column.Set(ref y, yStep, 1, (s1 - s2) * half);
        Column.Set(ref y, yStep, 2, middle + s3);
    }
}

/// <summary>Bᵀ of F(2×2, 3×3).</summary>
internal readonly struct InputOfTwo : IWinogradMatrix
{
    public static int Rows => 4;

    public static int Columns => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (d0, d1, d2, d3) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2), Column.Get<T>(ref x, xStep, 3));
        Column.Set(ref y, yStep, 0, d0 - d2);
        Column.Set(ref y, yStep, 1, d1 + d2);
        Column.Set(ref y, yStep, 2, d2 - d1);
        Column.Set(ref y, yStep, 3, d1 - d3);
    }
}

/// <summary>Aᵀ of F(2×2, 3×3).</summary>
internal readonly struct OutputOfTwo : IWinogradMatrix
{
    public static int Rows => 2;

    public static int Columns => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (m0, m1, m2, m3) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2), Column.Get<T>(ref x, xStep, 3));
        Column.Set(ref y, yStep, 0, m0 + m1 + m2);
        Column.Set(ref y, yStep, 1, m1 - m2 - m3);
    }
}

/// <summary>A of F(2×2, 3×3).</summary>
internal readonly struct OutputGradientOfTwo : IWinogradMatrix
{
    public static int Rows => 4;

    public static int Columns => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (y0, y1) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1));
        Column.Set(ref y, yStep, 0, y0);
        Column.Set(ref y, yStep, 1, y0 + y1);
        Column.Set(ref y, yStep, 2, y0 - y1);
        Column.Set(ref y, yStep, 3, T.Create(0) - y1);
    }
}

/// <summary>G of F(4×4, 3×3).</summary>
internal readonly struct KernelOfFour : IWinogradMatrix
{
    public static int Rows => 6;

    public static int Columns => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (g0, g1, g2) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2));
        var (ends, middle) = ((g0 + g2) * T.Create(-1 / 6f), g1 * T.Create(-1 / 6f));
        var (farEnds, farMiddle) = (T.MultiplyAdd(g0, T.Create(1 / 24f), g2 * T.Create(1 / 6f)), g1 * T.Create(1 / 12f));
        Column.Set(ref y, yStep, 0, g0 * T.Create(0.25f));
        Column.Set(ref y, yStep, 1, ends + middle);
        Column.Set(ref y, yStep, 2, ends - middle);
        Column.Set(ref y, yStep, 3, farEnds + farMiddle);
        Column.Set(ref y, yStep, 4, farEnds - farMiddle);
        Column.Set(ref y, yStep, 5, g2);
    }
}

/// <summary>Gᵀ of F(4×4, 3×3).</summary>
internal readonly struct KernelGradientOfFour : IWinogradMatrix
{
    public static int Rows => 3;

    public static int Columns => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (s0, s1, s2) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2));
        var (s3, s4, s5) = (Column.Get<T>(ref x, xStep, 3), Column.Get<T>(ref x, xStep, 4), Column.Get<T>(ref x, xStep, 5));
        var (sum, difference) = ((s1 + s2) * T.Create(-1 / 6f), (s2 - s1) * T.Create(1 / 6f));
        var (farSum, farDifference) = (s3 + s4, s3 - s4);
        Column.Set(ref y, yStep, 0, T.MultiplyAdd(s0, T.Create(0.25f), T.MultiplyAdd(farSum, T.Create(1 / 24f), sum)));
        Column.Set(ref y, yStep, 1, T.MultiplyAdd(farDifference, T.Create(1 / 12f), difference));
        Column.Set(ref y, yStep, 2, T.MultiplyAdd(farSum, T.Create(1 / 6f), sum) + s5);
    }
}

/// <summary>Bᵀ of F(4×4, 3×3).</summary>
internal readonly struct InputOfFour : IWinogradMatrix
{
    public static int Rows => 6;

    public static int Columns => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (d0, d1, d2) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2));
        var (d3, d4, d5) = (Column.Get<T>(ref x, xStep, 3), Column.Get<T>(ref x, xStep, 4), Column.Get<T>(ref x, xStep, 5));
        var (four, minusFour, minusFive) = (T.Create(4), T.Create(-4), T.Create(-5));
        var (even, odd) = (T.MultiplyAdd(d2, minusFour, d4), T.MultiplyAdd(d1, minusFour, d3));
        var (farEven, farOdd) = (d4 - d2, (d3 - d1) * T.Create(2));
        Column.Set(ref y, yStep, 0, T.MultiplyAdd(d0, four, T.MultiplyAdd(d2, minusFive, d4)));
        Column.Set(ref y, yStep, 1, even + odd);
        Column.Set(ref y, yStep, 2, even - odd);
        Column.Set(ref y, yStep, 3, farEven + farOdd);
        Column.Set(ref y, yStep, 4, farEven - farOdd);
        Column.Set(ref y, yStep, 5, T.MultiplyAdd(d1, four, T.MultiplyAdd(d3, minusFive, d5)));
    }
}

/// <summary>Aᵀ of F(4×4, 3×3).</summary>
internal readonly struct OutputOfFour : IWinogradMatrix
{
    public static int Rows => 4;

    public static int Columns => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (m0, m1, m2) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2));
        var (m3, m4, m5) = (Column.Get<T>(ref x, xStep, 3), Column.Get<T>(ref x, xStep, 4), Column.Get<T>(ref x, xStep, 5));
        var (sum, difference, farSum, farDifference) = (m1 + m2, m1 - m2, m3 + m4, m3 - m4);
        Column.Set(ref y, yStep, 0, m0 + sum + farSum);
        Column.Set(ref y, yStep, 1, T.MultiplyAdd(farDifference, T.Create(2), difference));
        Column.Set(ref y, yStep, 2, T.MultiplyAdd(farSum, T.Create(4), sum));
        Column.Set(ref y, yStep, 3, T.MultiplyAdd(farDifference, T.Create(8), difference) + m5);
    }
}

/// <summary>A of F(4×4, 3×3).</summary>
internal readonly struct OutputGradientOfFour : IWinogradMatrix
{
    public static int Rows => 6;

    public static int Columns => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply<T>(ref float x, int xStep, ref float y, int yStep) where T : struct, IFloats<T>
    {
        var (y0, y1, y2, y3) = (Column.Get<T>(ref x, xStep, 0), Column.Get<T>(ref x, xStep, 1), Column.Get<T>(ref x, xStep, 2), Column.Get<T>(ref x, xStep, 3));
        var (even, odd) = (y0 + y2, y1 + y3);
        var (farEven, farOdd) = (T.MultiplyAdd(y2, T.Create(4), y0), T.MultiplyAdd(y3, T.Create(8), y1 * T.Create(2)));
        Column.Set(ref y, yStep, 0, y0);
        Column.Set(ref y, yStep, 1, even + odd);
        Column.Set(ref y, yStep, 2, even - odd);
        Column.Set(ref y, yStep, 3, farEven + farOdd);
        Column.Set(ref y, yStep, 4, farEven - farOdd);
        Column.Set(ref y, yStep, 5, y3);
    }
}
