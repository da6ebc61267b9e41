using System.Numerics.Tensors;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Mixes the samples of a batch, each with another (Zhang et al. 2018).</summary>
internal static class MixUp
{
    /// <summary>The places of its random numbers, behind those of all steps.</summary>
    private const int Share = -1, Partner = -2;

    /// <summary>
    /// λ of the distribution Beta(α, α), by Jöhnk's algorithm: u^(1/α) / (u^(1/α) + v^(1/α)) of the first pair of uniform numbers where that sum is at most
    /// 1.
    /// </summary>
    public static float DrawShare(in AugmentationRandom random, float alpha)
    {
        for (var attempt = 0; ; attempt++)
        {
            var (u0, u1, _, _) = random.Draw(Share, attempt);
            // 1 - u is in (0, 1], where the logarithm is finite.
            var (x, y) = (VectorMath.Log(1 - u0) / alpha, VectorMath.Log(1 - u1) / alpha);
            if (VectorMath.Exp(x) + VectorMath.Exp(y) <= 1)
                // Both powers may be too small for a float; their ratio is not.
                return 1 / (1 + VectorMath.Exp(y - x));
        }
    }

    /// <summary>How many places on from each sample its partner stands: 1 to one less than the batch, 0 for a batch of one.</summary>
    public static int DrawDistance(in AugmentationRandom random, int count) =>
        count == 1 ? 0 : 1 + AugmentationRandom.Below(count - 1, random.Draw(Partner).U0);

    /// <summary>λ·sample + (1 − λ)·other.</summary>
    public static void Mix(ReadOnlySpan<float> sample, ReadOnlySpan<float> other, float share, Span<float> mixed)
    {
        TensorPrimitives.Subtract(sample, other, mixed);
        TensorPrimitives.Multiply(mixed, share, mixed);
        TensorPrimitives.Add(mixed, other, mixed);
    }
}
