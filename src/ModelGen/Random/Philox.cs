using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): four random words from a counter and a key,
/// with no state, so that every sample's numbers are the same in whatever order and on however many threads they are drawn.
/// </summary>
/// <remarks>The compiler's reference interpreter is built from this same file.</remarks>
internal static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>The second word of the key of a step's numbers: "MGEN".</summary>
    internal const uint StepKey = 0x4D47454E;

    /// <summary>The second word of the key of initial weights: "INIT".</summary>
    internal const uint InitializationKey = 0x494E4954;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (uint Word0, uint Word1, uint Word2, uint Word3) Generate(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>A number in [0, 1): the upper 24 bits, so that each is exact and equally likely.</summary>
    internal static float ToUnit(uint bits) => (bits >> 8) * (1f / (1 << 24));

    /// <summary>The uniform number in [0, 1) of one feature of one sample for one operation in one step.</summary>
    internal static float Uniform(uint seed, uint step, uint sample, uint operation, int feature) => ToUnit(Word(seed, step, sample, operation, feature));

    /// <summary>The random word that <see cref="Uniform"/> makes a number of.</summary>
    internal static uint Word(uint seed, uint step, uint sample, uint operation, int feature)
    {
        var words = Generate((uint)(feature / 4), sample, operation, step, seed, StepKey);
        return (feature % 4) switch { 0 => words.Word0, 1 => words.Word1, 2 => words.Word2, _ => words.Word3 };
    }
}
