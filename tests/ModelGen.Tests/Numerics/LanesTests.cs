using System.Runtime.Intrinsics;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public class LanesTests
{
    public static TheoryData<int> FeatureCounts => [1, 2, 3, 4, 5, 7, 8, 13, 15, 16, 17, 31, 64, 101];

    [Theory, MemberData(nameof(FeatureCounts))]
    public void Load_BringsSamplesSideBySideAndRepeatsTheLast(int features)
    {
        for (var samples = 1; samples <= Block.Lanes; samples++)
        {
            var source = Values(samples * features);
            var destination = Filled(features * Block.Lanes + 1);
            Lanes.Load(ref source[0], features, samples, ref destination[0]);

            for (var feature = 0; feature < features; feature++)
                for (var sample = 0; sample < Block.Lanes; sample++)
                    Assert.Equal(source[Math.Min(sample, samples - 1) * features + feature], destination[feature * Block.Lanes + sample]);
            Assert.Equal(Filler, destination[^1]);
        }
    }

    [Theory, MemberData(nameof(FeatureCounts))]
    public void Store_WritesRealSamplesAndNothingElse(int features)
    {
        for (var samples = 1; samples <= Block.Lanes; samples++)
        {
            var source = Values(features * Block.Lanes);
            var destination = Filled((Block.Lanes + 1) * features);
            Lanes.Store(ref source[0], features, samples, ref destination[0]);

            for (var sample = 0; sample < samples; sample++)
                for (var feature = 0; feature < features; feature++)
                    Assert.Equal(source[feature * Block.Lanes + sample], destination[sample * features + feature]);
            Assert.All(destination[(samples * features)..], value => Assert.Equal(Filler, value));
        }
    }

    [Theory, MemberData(nameof(FeatureCounts))]
    public void Add_AddsAsManyAsAsked(int count)
    {
        var (source, destination) = (Values(count), Filled(count + 1));
        Lanes.Add(ref source[0], count, ref destination[0]);

        Assert.Equal([.. source.Select(value => Filler + value), Filler], destination);
    }

    [Fact]
    public void LoadIntegers_ZeroFills()
    {
        int[] source = [.. Enumerable.Range(5, Block.Lanes)];
        for (var samples = 1; samples <= Block.Lanes; samples++)
        {
            int[] destination = [.. Enumerable.Repeat(-1, Block.Lanes)];
            Lanes.LoadIntegers(ref source[0], samples, ref destination[0]);
            Assert.Equal(source.Select((value, lane) => lane < samples ? value : 0), destination);
        }
    }

    [Fact]
    public void Sum_HasTheSameBitsForEveryWidth()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var lanes = Values(Block.Lanes, seed);
            var expected = Tree(lanes);
            var (v0, v4, v8, v12) = (Vector128.Create(lanes, 0), Vector128.Create(lanes, 4), Vector128.Create(lanes, 8), Vector128.Create(lanes, 12));
            Assert.Equal(expected, Lanes.Sum(Vector512.Create(lanes)));
            Assert.Equal(expected, Lanes.Sum(Vector256.Create(lanes, 0), Vector256.Create(lanes, 8)));
            Assert.Equal(expected, Lanes.Sum(v0, v4, v8, v12));
        }
    }

    [Theory, MemberData(nameof(FeatureCounts))]
    public void AddSums_AddsTheTreeOfEachValue(int count)
    {
        var partials = Values(count * Block.Lanes);
        var destination = Values(count + 1, seed: 2);
        var expected = destination.Select((value, i) => i < count ? value + Tree(partials.AsSpan(i * Block.Lanes, Block.Lanes)) : value).ToArray();
        Lanes.AddSums(ref partials[0], count, ref destination[0]);
        Assert.Equal(expected, destination);
    }

    private const float Filler = -77;

    private static float[] Filled(int length) => [.. Enumerable.Repeat(Filler, length)];

    private static float[] Values(int length, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5) * MathF.Pow(2, random.Next(-10, 10)))];
    }

    private static float Tree(ReadOnlySpan<float> lanes)
    {
        var sums = lanes.ToArray();
        for (var half = Block.Lanes / 2; half > 0; half /= 2)
            for (var lane = 0; lane < half; lane++)
                sums[lane] += sums[lane + half];
        return sums[0];
    }
}
