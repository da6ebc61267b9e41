using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Exponentials of scores relative to the largest.</summary>
internal static class Exponentials
{
    /// <summary>e^(xᵢ − largest), with the same bits for any vector width.</summary>
    /// <param name="x">The scores.</param>
    /// <param name="largest">The largest of them.</param>
    /// <param name="results">As many; the scores themselves, if that is wanted.</param>
    public static void Fill(ReadOnlySpan<float> x, float largest, Span<float> results)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(results[..x.Length]);
        var i = 0;
        for (; Vector512.IsHardwareAccelerated && i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            VectorMath.Exp(Vector512.LoadUnsafe(ref from, (nuint)i) - Vector512.Create(largest)).StoreUnsafe(ref to, (nuint)i);
        for (; Vector256.IsHardwareAccelerated && i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            VectorMath.Exp(Vector256.LoadUnsafe(ref from, (nuint)i) - Vector256.Create(largest)).StoreUnsafe(ref to, (nuint)i);
        for (; i <= x.Length - Vector128<float>.Count; i += Vector128<float>.Count)
            VectorMath.Exp(Vector128.LoadUnsafe(ref from, (nuint)i) - Vector128.Create(largest)).StoreUnsafe(ref to, (nuint)i);
        for (; i < x.Length; i++)
            results[i] = VectorMath.Exp(x[i] - largest);
    }

    /// <summary>log Σ e^xᵢ, added up as doubles in order.</summary>
    /// <param name="x">The scores.</param>
    /// <param name="largest">The largest of them.</param>
    /// <param name="exponentials">Memory for as many values.</param>
    public static double LogSum(ReadOnlySpan<float> x, float largest, Span<float> exponentials)
    {
        Fill(x, largest, exponentials);
        var sum = 0.0;
        foreach (var exponential in exponentials[..x.Length])
            sum += exponential;
        return largest + RealMath.Log(sum);
    }
}
