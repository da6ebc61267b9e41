namespace ModelGen.Runtime;

/// <summary>A register of 32-bit words, each in the lower half of a 64-bit lane, so that their products fit.</summary>
internal interface IWords<TSelf> where TSelf : struct, IWords<TSelf>
{
    /// <summary>Words in a register.</summary>
    static abstract int Count { get; }

    static abstract TSelf Create(uint word);

    /// <summary>first, first + 1, …</summary>
    static abstract TSelf CreateFrom(uint first);

    /// <summary>The 64-bit products of the lower halves.</summary>
    static abstract TSelf MultiplyLower(TSelf left, TSelf right);

    /// <summary>The upper halves.</summary>
    static abstract TSelf Upper(TSelf value);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>Writes the words of two registers as numbers in [0, 1), as <see cref="Philox.ToUnit"/>.</summary>
    static abstract void StoreUnits(TSelf lower, TSelf upper, ref float destination);

    /// <summary>Writes the words of two registers as they are.</summary>
    static abstract void StoreBits(TSelf lower, TSelf upper, ref float destination);
}
