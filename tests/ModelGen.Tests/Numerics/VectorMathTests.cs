using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Numerics;

public class VectorMathTests
{
    private const float Infinity = float.PositiveInfinity;

    [Fact]
    public void Exp_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp);

    [Fact]
    public void Log_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log);

    [Fact]
    public void Log1p_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p);

    [Fact]
    public void Expm1_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1);

    [Fact]
    public void Tanh_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh);

    [Fact]
    public void Sigmoid_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid);

    [Fact]
    public void Erf_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Erf, VectorMath.Erf, VectorMath.Erf, VectorMath.Erf);

    [Fact]
    public void Softplus_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus);

    [Fact]
    public void Sin_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin);

    [Fact]
    public void Cos_HasTheSameBitsAtEveryWidth() => AssertSameBits(VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos);

    [Fact]
    public void Max_HasTheSameBitsAtEveryWidth() => AssertSameBits(
        x => VectorMath.Max(Other(x), x), x => VectorMath.Max(Other(x), x), x => VectorMath.Max(Other(x), x), x => VectorMath.Max(Other(x), x));

    [Fact]
    public void Min_HasTheSameBitsAtEveryWidth() => AssertSameBits(
        x => VectorMath.Min(Other(x), x), x => VectorMath.Min(Other(x), x), x => VectorMath.Min(Other(x), x), x => VectorMath.Min(Other(x), x));

    [Fact]
    public void FlushSubnormal_HasTheSameBitsAtEveryWidth() =>
        AssertSameBits(VectorMath.FlushSubnormal, VectorMath.FlushSubnormal, VectorMath.FlushSubnormal, VectorMath.FlushSubnormal);

    [Fact]
    public void FlushSubnormal_ChangesSubnormalNumbersAlone()
    {
        Assert.All([float.Epsilon, -float.Epsilon, 1.17549421e-38f, -0f, 0f], x => Assert.True(SameBits(0f, VectorMath.FlushSubnormal(x))));
        Assert.All([1.17549435e-38f, -1.17549435e-38f, 1f, float.NegativeInfinity, float.NaN], x => Assert.True(SameBits(x, VectorMath.FlushSubnormal(x))));
    }

    public static TheoryData<string, Func<float, float>, ulong> Hashes => new()
    {
        { "exp", VectorMath.Exp, 5892937071583280618 },
        { "log", VectorMath.Log, 13935473933219592461 },
        { "log1p", VectorMath.Log1p, 2312797673008907045 },
        { "expm1", VectorMath.Expm1, 15124861426744013551 },
        { "tanh", VectorMath.Tanh, 412534593527166831 },
        { "sigmoid", VectorMath.Sigmoid, 2894435199787825247 },
        { "erf", VectorMath.Erf, 3959742927910101643 },
        { "softplus", VectorMath.Softplus, 3474939433072204065 },
        { "sin", VectorMath.Sin, 10177814502803352995 },
        { "cos", VectorMath.Cos, 13816777922701883017 },
    };

    /// <summary>Bits that no machine may change: the hash of the results for the odd numbers of a 512th, from -60 to 60.</summary>
    [Theory, MemberData(nameof(Hashes), DisableDiscoveryEnumeration = true)]
    public void Function_HasTheSameBitsEverywhere(string name, Func<float, float> function, ulong expected)
    {
        var hash = 14695981039346656037UL;
        for (var x = -60 + 1f / 512; x < 60; x += 1f / 256)
        {
            if (function(x) is var y && !float.IsNaN(y))
                hash = (hash ^ BitConverter.SingleToUInt32Bits(y)) * 1099511628211UL;
        }
        Assert.True(expected == hash, $"{name}: {hash}");
    }

    public static TheoryData<string, Func<float, float>, float, float> SpecialValues => new()
    {
        { "exp", VectorMath.Exp, 0, 1 },
        { "exp", VectorMath.Exp, -0f, 1 },
        { "exp", VectorMath.Exp, 88.72284f, Infinity },
        { "exp", VectorMath.Exp, Infinity, Infinity },
        { "exp", VectorMath.Exp, -88, 0 },
        { "exp", VectorMath.Exp, -Infinity, 0 },
        { "exp", VectorMath.Exp, float.NaN, float.NaN },
        { "log", VectorMath.Log, 0, -Infinity },
        { "log", VectorMath.Log, -0f, -Infinity },
        { "log", VectorMath.Log, 1, 0 },
        { "log", VectorMath.Log, -1, float.NaN },
        { "log", VectorMath.Log, -float.Epsilon, float.NaN },
        { "log", VectorMath.Log, Infinity, Infinity },
        { "log", VectorMath.Log, -Infinity, float.NaN },
        { "log", VectorMath.Log, float.NaN, float.NaN },
        { "log1p", VectorMath.Log1p, 0, 0 },
        { "log1p", VectorMath.Log1p, -0f, -0f },
        { "log1p", VectorMath.Log1p, float.Epsilon, float.Epsilon },
        { "log1p", VectorMath.Log1p, -1, -Infinity },
        { "log1p", VectorMath.Log1p, -1.5f, float.NaN },
        { "log1p", VectorMath.Log1p, Infinity, Infinity },
        { "log1p", VectorMath.Log1p, -Infinity, float.NaN },
        { "log1p", VectorMath.Log1p, float.NaN, float.NaN },
        { "expm1", VectorMath.Expm1, 0, 0 },
        { "expm1", VectorMath.Expm1, -0f, -0f },
        { "expm1", VectorMath.Expm1, 89, Infinity },
        { "expm1", VectorMath.Expm1, Infinity, Infinity },
        { "expm1", VectorMath.Expm1, -Infinity, -1 },
        { "expm1", VectorMath.Expm1, float.NaN, float.NaN },
        { "tanh", VectorMath.Tanh, 0, 0 },
        { "tanh", VectorMath.Tanh, -0f, -0f },
        { "tanh", VectorMath.Tanh, Infinity, 1 },
        { "tanh", VectorMath.Tanh, -Infinity, -1 },
        { "tanh", VectorMath.Tanh, float.MaxValue, 1 },
        { "tanh", VectorMath.Tanh, float.NaN, float.NaN },
        { "sigmoid", VectorMath.Sigmoid, 0, 0.5f },
        { "sigmoid", VectorMath.Sigmoid, -0f, 0.5f },
        { "sigmoid", VectorMath.Sigmoid, Infinity, 1 },
        { "sigmoid", VectorMath.Sigmoid, -Infinity, 0 },
        { "sigmoid", VectorMath.Sigmoid, float.NaN, float.NaN },
        { "erf", VectorMath.Erf, 0, 0 },
        { "erf", VectorMath.Erf, -0f, -0f },
        { "erf", VectorMath.Erf, Infinity, 1 },
        { "erf", VectorMath.Erf, -Infinity, -1 },
        { "erf", VectorMath.Erf, float.NaN, float.NaN },
        { "softplus", VectorMath.Softplus, 0, 0.693147181f },
        { "softplus", VectorMath.Softplus, -0f, 0.693147181f },
        { "softplus", VectorMath.Softplus, Infinity, Infinity },
        { "softplus", VectorMath.Softplus, -Infinity, 0 },
        { "softplus", VectorMath.Softplus, float.MaxValue, float.MaxValue },
        { "softplus", VectorMath.Softplus, float.NaN, float.NaN },
        { "sin", VectorMath.Sin, 0, 0 },
        { "sin", VectorMath.Sin, -0f, -0f },
        { "sin", VectorMath.Sin, Infinity, float.NaN },
        { "sin", VectorMath.Sin, float.NaN, float.NaN },
        { "cos", VectorMath.Cos, 0, 1 },
        { "cos", VectorMath.Cos, -0f, 1 },
        { "cos", VectorMath.Cos, -Infinity, float.NaN },
        { "cos", VectorMath.Cos, float.NaN, float.NaN },
    };

    [Theory, MemberData(nameof(SpecialValues), DisableDiscoveryEnumeration = true)]
    public void Function_IsExactAtSpecialValues(string name, Func<float, float> function, float x, float expected) =>
        Assert.True(SameBits(expected, function(x)), $"{name}({x}) is {function(x)} instead of {expected}");

    [Theory]
    [InlineData(1, 2, 2, 1)]
    [InlineData(2, 1, 2, 1)]
    [InlineData(float.NaN, 1, float.NaN, float.NaN)]
    [InlineData(1, float.NaN, float.NaN, float.NaN)]
    [InlineData(float.NegativeInfinity, 1, 1, float.NegativeInfinity)]
    public void MaxAndMin_PropagateNaN(float a, float b, float max, float min)
    {
        Assert.True(SameBits(max, VectorMath.Max(a, b)));
        Assert.True(SameBits(min, VectorMath.Min(a, b)));
        Assert.True(SameBits(max, VectorMath.Max(Vector128.Create(a), Vector128.Create(b))[3]));
        Assert.True(SameBits(min, VectorMath.Min(Vector128.Create(a), Vector128.Create(b))[3]));
    }

    [Fact]
    public void MaxAndMin_OfZerosGiveTheSecond()
    {
        MaxAndMin_PropagateNaN(0f, -0f, -0f, -0f);
        MaxAndMin_PropagateNaN(-0f, 0f, 0f, 0f);
    }

    /// <summary>Every 4093rd bit pattern: a million numbers of all magnitudes, signs, and NaNs.</summary>
    private static void AssertSameBits(
        Func<float, float> scalar, Func<Vector128<float>, Vector128<float>> at128, Func<Vector256<float>, Vector256<float>> at256, Func<Vector512<float>, Vector512<float>> at512)
    {
        const uint Stride = 4093;
        Span<float> x = stackalloc float[16], expected = stackalloc float[16], actual = stackalloc float[16];
        for (ulong first = 0; first <= uint.MaxValue; first += 16 * Stride)
        {
            for (var lane = 0; lane < 16; lane++)
            {
                x[lane] = BitConverter.UInt32BitsToSingle((uint)first + (uint)lane * Stride);
                expected[lane] = scalar(x[lane]);
            }
            at512(Vector512.Create<float>(x)).CopyTo(actual);
            AssertSame(x, expected, actual);
            for (var lane = 0; lane < 16; lane += 8)
                at256(Vector256.Create<float>(x[lane..])).CopyTo(actual[lane..]);
            AssertSame(x, expected, actual);
            for (var lane = 0; lane < 16; lane += 4)
                at128(Vector128.Create<float>(x[lane..])).CopyTo(actual[lane..]);
            AssertSame(x, expected, actual);
        }
    }

    private static void AssertSame(ReadOnlySpan<float> x, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
            return;
        for (var lane = 0; lane < x.Length; lane++)
            Assert.True(SameBits(expected[lane], actual[lane]), $"{x[lane]:g9}: {expected[lane]:g9} and {actual[lane]:g9}");
    }

    // A NaN's sign and payload are not defined.
    private static bool SameBits(float expected, float actual) =>
        float.IsNaN(expected) ? float.IsNaN(actual) : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual);

    // A second operand that is smaller, larger or NaN depending on the bits of the first.
    private static float Other(float x) => BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(x) * 2654435761u);

    private static Vector128<float> Other(Vector128<float> x) => (x.AsUInt32() * 2654435761u).AsSingle();

    private static Vector256<float> Other(Vector256<float> x) => (x.AsUInt32() * 2654435761u).AsSingle();

    private static Vector512<float> Other(Vector512<float> x) => (x.AsUInt32() * 2654435761u).AsSingle();
}
