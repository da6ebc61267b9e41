using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Penalties on weights. One vector width serves all machines, so that sums have the same bits on each.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Penalties
{
    /// <summary>Adds the gradient of λ₁·Σ|w| + λ₂·Σw² to the gradient of one tensor's part of a range.</summary>
    /// <param name="range">Parameters and gradients.</param>
    /// <param name="from">The tensor's first parameter.</param>
    /// <param name="to">One past its last.</param>
    /// <param name="l1">λ₁.</param>
    /// <param name="l2">λ₂.</param>
    /// <returns>The penalty; 0 where the tensor has no parameter in the range.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Add(scoped in ParameterRange range, int from, int to, float l1, float l2)
    {
        from = Math.Max(from, range.From);
        to = Math.Min(to, range.To);
        Vector256<double> magnitudes = default, squares = default;
        var i = from;
        for (; i <= to - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var weights = Vector256.LoadUnsafe(ref range.Parameters, (nuint)i);
            var positive = Vector256.GreaterThan(weights, Vector256<float>.Zero) & Vector256.Create(l1);
            var negative = Vector256.LessThan(weights, Vector256<float>.Zero) & Vector256.Create(l1);
            var gradient = Vector256.FusedMultiplyAdd(Vector256.Create(2 * l2), weights, positive - negative);
            (Vector256.LoadUnsafe(ref range.Gradients, (nuint)i) + gradient).StoreUnsafe(ref range.Gradients, (nuint)i);

            var (first, second) = Vector256.Widen(weights);
            magnitudes += Vector256.Abs(first) + Vector256.Abs(second);
            squares += (first * first) + (second * second);
        }

        var (magnitude, square) = (Total(magnitudes), Total(squares));
        for (; i < to; i++)
        {
            var weight = Unsafe.Add(ref range.Parameters, i);
            var sign = weight > 0f ? l1 : weight < 0f ? -l1 : 0f;
            Unsafe.Add(ref range.Gradients, i) += MathF.FusedMultiplyAdd(2 * l2, weight, sign);
            magnitude += MathF.Abs(weight);
            square += (double)weight * weight;
        }

        return (l1 * magnitude) + (l2 * square);
    }

    private static double Total(Vector256<double> lanes) => (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}
