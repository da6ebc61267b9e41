using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>The 4×4 transposition inside each 128-bit part of four registers, its own inverse.</summary>
internal static class Transposition
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        // Zipping rows 0 with 2 and 1 with 3, then the results, is a transposition.
        var (evenLow, evenHigh) = (ZipLow(a, c), ZipHigh(a, c));
        var (oddLow, oddHigh) = (ZipLow(b, d), ZipHigh(b, d));
        a = ZipLow(evenLow, oddLow);
        b = ZipHigh(evenLow, oddLow);
        c = ZipLow(evenHigh, oddHigh);
        d = ZipHigh(evenHigh, oddHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        var (evenLow, evenHigh) = (Avx.UnpackLow(a, c), Avx.UnpackHigh(a, c));
        var (oddLow, oddHigh) = (Avx.UnpackLow(b, d), Avx.UnpackHigh(b, d));
        a = Avx.UnpackLow(evenLow, oddLow);
        b = Avx.UnpackHigh(evenLow, oddLow);
        c = Avx.UnpackLow(evenHigh, oddHigh);
        d = Avx.UnpackHigh(evenHigh, oddHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        var (evenLow, evenHigh) = (Avx512F.UnpackLow(a, c), Avx512F.UnpackHigh(a, c));
        var (oddLow, oddHigh) = (Avx512F.UnpackLow(b, d), Avx512F.UnpackHigh(b, d));
        a = Avx512F.UnpackLow(evenLow, oddLow);
        b = Avx512F.UnpackHigh(evenLow, oddLow);
        c = Avx512F.UnpackLow(evenHigh, oddHigh);
        d = Avx512F.UnpackHigh(evenHigh, oddHigh);
    }

    /// <summary>a₀ b₀ a₁ b₁.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    /// <summary>a₂ b₂ a₃ b₃.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
