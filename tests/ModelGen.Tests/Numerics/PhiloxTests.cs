using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public class PhiloxTests
{
    /// <summary>The known answers of Random123 1.09, <c>tests/kat_vectors</c>, philox4x32 with 10 rounds.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Generate_GivesTheKnownAnswers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint w0, uint w1, uint w2, uint w3) =>
        Assert.Equal((w0, w1, w2, w3), Philox.Generate(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void ToUnit_IsBelowOne()
    {
        Assert.Equal(0, Philox.ToUnit(0));
        Assert.Equal(1 - 1f / (1 << 24), Philox.ToUnit(uint.MaxValue));
        Assert.Equal(0.5f, Philox.ToUnit(0x80000000));
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 0)]
    [InlineData(2, 1, 2, 3, 4)]
    [InlineData(3, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF)]
    [InlineData(17, 42, 7, 4096, 11)]
    [InlineData(64, 0x80000000, 0x80000001, 0x7FFFFFF8, 0x80000002)]
    public void FillUniform_IsTheScalarGeneratorBitForBit(int features, uint seed, uint step, uint firstSample, uint operation)
    {
        var numbers = new float[features * Block.Lanes + 1];
        RandomLanes.FillUniform(ref numbers[0], features, seed, step, firstSample, operation);

        for (var feature = 0; feature < features; feature++)
            for (var lane = 0; lane < Block.Lanes; lane++)
                Assert.Equal(Philox.Uniform(seed, step, firstSample + (uint)lane, operation, feature), numbers[feature * Block.Lanes + lane]);
        Assert.Equal(0, numbers[^1]);
    }

    [Fact]
    public void FillUniform_HasTheMeanAndVarianceOfUniformNumbers()
    {
        const int Features = 10_000;
        var numbers = new float[Features * Block.Lanes];
        RandomLanes.FillUniform(ref numbers[0], Features, seed: 1, step: 2, firstSample: 3, operation: 4);

        var mean = numbers.Average(number => (double)number);
        // Five deviations of the mean of 160,000 numbers are 0.0036.
        Assert.Equal(0.5, mean, 0.0036);
        Assert.Equal(1.0 / 12, numbers.Average(number => (number - mean) * (number - mean)), 0.001);
    }
}
