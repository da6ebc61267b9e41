using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Fowler, Noll and Vo's hash FNV-1a, which is the same in every process.</summary>
internal static class Fnv
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>32 bits for a text, letter by letter.</summary>
    public static uint HashOf(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619u));

    /// <summary>Goes on with a number.</summary>
    public static ulong Add(ulong hash, int word) => unchecked((hash ^ (uint)word) * Prime);

    /// <summary>Goes on with 32-bit words, a word at a time.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<float> words)
    {
        foreach (var word in MemoryMarshal.Cast<float, uint>(words))
            hash = unchecked((hash ^ word) * Prime);
        return hash;
    }
}
