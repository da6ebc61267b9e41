using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Orders that a seed decides, on every machine alike.</summary>
internal static class Shuffling
{
    /// <summary>The second word of the key: "SHUF".</summary>
    private const uint Key = 0x53485546;

    /// <summary>
    /// Fisher and Yates' shuffle. The partner of the element at i is a 32-bit random word times i + 1, divided by 2³²: no partner is more likely than another
    /// by more than (i + 1) / 2³².
    /// </summary>
    public static void Shuffle(Span<int> values, int seed, int round)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var word = Philox.Generate((uint)i, (uint)round, 0, 0, unchecked((uint)seed), Key).Word0;
            var partner = (int)((ulong)word * (uint)(i + 1) >> 32);
            (values[i], values[partner]) = (values[partner], values[i]);
        }
    }
}
