using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>Penalties against plain sums in double precision, on every number of weights around a vector's.</summary>
public sealed class PenaltiesTests
{
    private const float L1 = 0.125f;
    private const float L2 = 0.25f;

    public static TheoryData<int> Counts => [0, 1, 7, 8, 9, 31, 64, 67];

    [Theory]
    [MemberData(nameof(Counts))]
    public void Penalty_IsTheSumOfMagnitudesAndSquares(int count)
    {
        var (weights, gradients) = Values(count);
        var expected = weights.Sum(weight => (L1 * (double)Math.Abs(weight)) + (L2 * (double)weight * weight));
        Assert.Equal(expected, Penalties.Add(weights, gradients, L1, L2), expected * 1e-12);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Gradient_IsAddedOnce(int count)
    {
        var (weights, gradients) = Values(count);
        var before = gradients.ToArray();
        _ = Penalties.Add(weights, gradients, L1, L2);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(before[i] + (L1 * Math.Sign(weights[i])) + (2 * L2 * weights[i]), gradients[i], 1e-6f);
        }
    }

    /// <summary>Weights of both signs and zeros, and gradients of their own.</summary>
    private static (float[] Weights, float[] Gradients) Values(int count) =>
        ([.. Enumerable.Range(0, count).Select(i => ((i * 7 % 5) - 2) * 0.3f)], [.. Enumerable.Range(0, count).Select(i => 1f - (0.01f * i))]);
}
