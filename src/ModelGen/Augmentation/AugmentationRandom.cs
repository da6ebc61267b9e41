using ModelGen.Runtime;

namespace ModelGen;

/// <summary>A sample's random numbers in an epoch: with the operation, and how many were drawn before, they are decided, on whichever thread.</summary>
internal readonly struct AugmentationRandom(int seed, int epoch, long sample)
{
    /// <summary>The second word of the key: "AUGM".</summary>
    private const uint Key = 0x4155474D;

    /// <summary>An integer from 0 to below a count: a number in [0, 1) is a multiple of 2⁻²⁴, so that the product is exact in double precision.</summary>
    public static int Below(int count, float u) => (int)((double)u * count);

    /// <summary>Four numbers in [0, 1).</summary>
    /// <param name="operation">Its place among the operations.</param>
    /// <param name="attempt">Fours drawn before.</param>
    public (float U0, float U1, float U2, float U3) Draw(int operation, int attempt = 0)
    {
        var words = Philox.Generate((uint)attempt, (uint)sample, (uint)operation, (uint)epoch, (uint)seed, Key);
        return (Philox.ToUnit(words.Word0), Philox.ToUnit(words.Word1), Philox.ToUnit(words.Word2), Philox.ToUnit(words.Word3));
    }
}
