using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public class WeightInitializerTests
{
    private const int FanIn = 25, FanOut = 75, Length = 100_003;

    [Theory]
    [InlineData(Initializer.Zeros, 3, 0)]
    [InlineData(Initializer.Ones, 3, 1)]
    [InlineData(Initializer.Constant, 3, 3)]
    [InlineData(Initializer.Constant, 0, 0)]
    public void Fill_WithAConstant(Initializer initializer, float scale, float expected) =>
        Assert.All(Values(initializer, scale), value => Assert.Equal(expected, value));

    [Theory]
    [InlineData(Initializer.Default, 0, 0.2)]
    [InlineData(Initializer.Default, 2, 0.4)]
    [InlineData(Initializer.Uniform, 0, 0.05)]
    [InlineData(Initializer.Uniform, 0.7f, 0.7)]
    [InlineData(Initializer.Glorot, 0, 0.2449489743)]
    [InlineData(Initializer.Glorot, 0.5f, 0.1224744871)]
    public void Fill_WithAUniformDistribution(Initializer initializer, float scale, double bound)
    {
        var values = Values(initializer, scale);
        Assert.All(values, value => Assert.InRange(value, -(float)bound * 1.000001f, (float)bound * 1.000001f));
        AssertMoments(values, bound / Math.Sqrt(3), kurtosis: 1.8);
    }

    [Theory]
    [InlineData(Initializer.Normal, 0, 0.01)]
    [InlineData(Initializer.Normal, 2, 2)]
    [InlineData(Initializer.He, 0, 0.2828427125)]
    [InlineData(Initializer.He, 3, 0.8485281374)]
    [InlineData(Initializer.Lecun, 0, 0.2)]
    public void Fill_WithANormalDistribution(Initializer initializer, float scale, double deviation)
    {
        var values = Values(initializer, scale);
        AssertMoments(values, deviation, kurtosis: 3);
        // 31.73 % are beyond one deviation, 0.27 % beyond three.
        Assert.Equal(0.3173, values.Count(value => Math.Abs(value) > deviation) / (double)Length, 0.0075);
        Assert.Equal(0.0027, values.Count(value => Math.Abs(value) > 3 * deviation) / (double)Length, 0.0009);
    }

    [Theory]
    [InlineData(0, 0.02)]
    [InlineData(1, 1)]
    public void Fill_WithATruncatedNormalDistribution(float scale, double deviation)
    {
        var values = Values(Initializer.TruncatedNormal, scale);
        Assert.All(values, value => Assert.InRange(value, -2 * (float)deviation, 2 * (float)deviation));
        // The deviation of a normal distribution cut at ±2 is √(1 - 4 φ(2) / (2 Φ(2) - 1)) = 0.8796.
        AssertMoments(values, 0.87963 * deviation, kurtosis: 2.36554);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 7, 7)]
    [InlineData(2, 5, 13)]
    [InlineData(0.5f, 13, 5)]
    [InlineData(0, 6, 3, 5, 5)]
    [InlineData(0, 64, 3, 3)]
    [InlineData(3, 9)]
    public void Fill_WithAnOrthogonalMatrix(float scale, params int[] shape)
    {
        var length = shape.Aggregate((product, size) => product * size);
        var (rows, columns) = (shape[0], length / shape[0]);
        var values = new float[length];
        WeightInitializer.Fill(values, shape, new InitializerLayout(Initializer.Orthogonal, scale, 1, 1), seed: 5, tensor: 6);

        var areRows = rows <= columns;
        var expectedSquare = scale == 0 ? 1 : scale * scale;
        for (var a = 0; a < Math.Min(rows, columns); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => areRows
                    ? (double)values[a * columns + k] * values[b * columns + k]
                    : (double)values[k * columns + a] * values[k * columns + b]);
                Assert.Equal(a == b ? expectedSquare : 0, dot, 1e-6 * expectedSquare);
            }
        }
    }

    [Fact]
    public void Fill_DependsOnSeedAndTensor()
    {
        var values = Values(Initializer.He, 0);
        Assert.Equal(values, Values(Initializer.He, 0));
        Assert.NotEqual(values, Values(Initializer.He, 0, seed: 2));
        Assert.NotEqual(values, Values(Initializer.He, 0, tensor: 8));
    }

    /// <summary>Bits that no machine may change: the hash of each distribution's values.</summary>
    [Theory]
    [InlineData(Initializer.Default, 6858629120189150750UL)]
    [InlineData(Initializer.He, 13410629576432180662UL)]
    [InlineData(Initializer.TruncatedNormal, 13114706423492803424UL)]
    [InlineData(Initializer.Orthogonal, 15300540132075125818UL)]
    public void Fill_HasTheSameBitsEverywhere(Initializer initializer, ulong expected)
    {
        var values = new float[35 * 101];
        WeightInitializer.Fill(values, [35, 101], new InitializerLayout(initializer, 0, FanIn, FanOut), seed: 1, tensor: 7);
        var hash = 14695981039346656037UL;
        foreach (var value in values)
            hash = (hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211UL;
        Assert.Equal(expected, hash);
    }

    private static float[] Values(Initializer initializer, float scale, uint seed = 1, uint tensor = 7)
    {
        var values = new float[Length];
        WeightInitializer.Fill(values, [Length], new InitializerLayout(initializer, scale, FanIn, FanOut), seed, tensor);
        return values;
    }

    /// <summary>Mean 0, the deviation, no skew, and the kurtosis, each within some five deviations of its estimate; neighbours are uncorrelated.</summary>
    private static void AssertMoments(float[] values, double deviation, double kurtosis)
    {
        var root = Math.Sqrt(values.Length);
        double Moment(int power) => values.Average(value => Math.Pow(value / deviation, power));
        Assert.Equal(0, Moment(1), 5 / root);
        Assert.Equal(1, Moment(2), 5 * Math.Sqrt(kurtosis - 1) / root);
        Assert.Equal(0, Moment(3), 5 * Math.Sqrt(15) / root);
        Assert.Equal(kurtosis, Moment(4), 5 * Math.Sqrt(96) / root);
        Assert.Equal(0, values.Zip(values.Skip(1), (a, b) => a * b / deviation / deviation).Average(), 5 / root);
    }
}
