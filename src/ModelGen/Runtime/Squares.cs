using System.Runtime.Intrinsics;

namespace ModelGen.Runtime;

/// <summary>Sums of squares.</summary>
internal static class Squares
{
    /// <summary>Eight running sums and a fixed tree; the squares are exact in double, so that contracting them changes nothing.</summary>
    public static double Sum(ReadOnlySpan<float> values)
    {
        Vector256<double> lower = default, upper = default;
        var i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var (first, second) = Vector256.Widen(Vector256.Create(values[i..]));
            lower += first * first;
            upper += second * second;
        }

        var lanes = lower + upper;
        var sum = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
        for (; i < values.Length; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }
}
