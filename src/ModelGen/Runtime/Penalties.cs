using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Penalties on weights. One vector width serves all machines, so that sums have the same bits on each.</summary>
internal static class Penalties
{
    /// <summary>Adds the gradient of λ₁·Σ|w| + λ₂·Σw² to the gradient of some weights.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradients">Their gradient, of the same length.</param>
    /// <param name="l1">λ₁.</param>
    /// <param name="l2">λ₂.</param>
    /// <returns>The penalty.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Add(ReadOnlySpan<float> weights, Span<float> gradients, float l1, float l2)
    {
        ref var weight0 = ref MemoryMarshal.GetReference(weights);
        ref var gradient0 = ref MemoryMarshal.GetReference(gradients);
        var to = weights.Length;
        Vector256<double> magnitudes = default, squares = default;
        var i = 0;
        for (; i <= to - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var some = Vector256.LoadUnsafe(ref weight0, (nuint)i);
            var positive = Vector256.GreaterThan(some, Vector256<float>.Zero) & Vector256.Create(l1);
            var negative = Vector256.LessThan(some, Vector256<float>.Zero) & Vector256.Create(l1);
            var gradient = Vector256.FusedMultiplyAdd(Vector256.Create(2 * l2), some, positive - negative);
            (Vector256.LoadUnsafe(ref gradient0, (nuint)i) + gradient).StoreUnsafe(ref gradient0, (nuint)i);

            var (first, second) = Vector256.Widen(some);
            magnitudes += Vector256.Abs(first) + Vector256.Abs(second);
            squares += (first * first) + (second * second);
        }

        var (magnitude, square) = (Total(magnitudes), Total(squares));
        for (; i < to; i++)
        {
            var weight = weights[i];
            var sign = weight > 0f ? l1 : weight < 0f ? -l1 : 0f;
            gradients[i] += MathF.FusedMultiplyAdd(2 * l2, weight, sign);
            magnitude += MathF.Abs(weight);
            square += (double)weight * weight;
        }

        return (l1 * magnitude) + (l2 * square);
    }

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}
