using System.Runtime.CompilerServices;
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
        Assert.Equal(expected, Add(weights, gradients, 0, count), expected * 1e-12);
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Gradient_IsAddedOnce(int count)
    {
        var (weights, gradients) = Values(count);
        var before = gradients.ToArray();
        _ = Add(weights, gradients, 0, count);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(before[i] + (L1 * Math.Sign(weights[i])) + (2 * L2 * weights[i]), gradients[i], 1e-6f);
        }
    }

    [Fact]
    public void Tensor_OutsideOfTheRangeIsLeftAlone()
    {
        var (weights, gradients) = Values(40);
        var before = gradients.ToArray();
        Assert.Equal(0, Add(weights, gradients, 20, 40, rangeFrom: 0, rangeTo: 20));
        Assert.Equal(before, gradients);

        _ = Add(weights, gradients, 10, 40, rangeFrom: 5, rangeTo: 11);
        Assert.Equal(before[..10], gradients[..10]);
        Assert.NotEqual(before[10], gradients[10]);
        Assert.Equal(before[11..], gradients[11..]);
    }

    /// <summary>Weights of both signs and zeros, and gradients of their own.</summary>
    private static (float[] Weights, float[] Gradients) Values(int count) =>
        ([.. Enumerable.Range(0, count).Select(i => ((i * 7 % 5) - 2) * 0.3f)], [.. Enumerable.Range(0, count).Select(i => 1f - (0.01f * i))]);

    private static double Add(float[] weights, float[] gradients, int from, int to, int rangeFrom = 0, int rangeTo = int.MaxValue)
    {
        var none = 0f;
        return Penalties.Add(
            new ParameterRange(
                ref weights.Length == 0 ? ref none : ref weights[0], ref gradients.Length == 0 ? ref none : ref gradients[0], ref Unsafe.NullRef<float>(), 0, rangeFrom, Math.Min(rangeTo, weights.Length), step: 1, gradientScale: 1, rateFactor: 1),
            from,
            to,
            L1,
            L2);
    }
}
