using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Looks for values that are NaN or infinite.</summary>
internal static class Finite
{
    /// <summary>Whether all values are finite; true of none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool All(ReadOnlySpan<float> values)
    {
        // A finite value less itself is zero, any other is NaN; bits of the differences are gathered, not added.
        ref var first = ref MemoryMarshal.GetReference(values);
        Vector256<int> bits = default;
        var i = 0;
        for (; i <= values.Length - (4 * Vector256<float>.Count); i += 4 * Vector256<float>.Count)
        {
            var (a, b) = (Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref first, (nuint)i + 8));
            var (c, d) = (Vector256.LoadUnsafe(ref first, (nuint)i + 16), Vector256.LoadUnsafe(ref first, (nuint)i + 24));
            bits |= ((a - a).AsInt32() | (b - b).AsInt32()) | ((c - c).AsInt32() | (d - d).AsInt32());
        }

        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return false;
        }

        return bits == Vector256<int>.Zero;
    }

    /// <summary>Index of the first value that is not finite; −1 for none.</summary>
    public static int FirstException(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                return i;
        }

        return -1;
    }
}
