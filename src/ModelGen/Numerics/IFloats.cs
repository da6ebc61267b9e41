namespace ModelGen.Runtime;

/// <summary>
/// A register of floats, so that a function's body is written once for every width.
/// </summary>
/// <remarks>Only operations whose result IEEE 754 fixes: a function made of them has the same bits on every machine (a NaN's payload apart).</remarks>
internal interface IFloats<TSelf> where TSelf : struct, IFloats<TSelf>
{
    /// <summary>Floats in it.</summary>
    static abstract int Count { get; }

    static abstract TSelf Load(ref float source);

    static abstract TSelf Create(float value);

    static abstract TSelf CreateBits(int bits);

    void Store(ref float destination);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator &(TSelf left, TSelf right);

    static abstract TSelf operator |(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>left &gt; right ? left : right; so the right operand where either is NaN.</summary>
    static abstract TSelf Larger(TSelf left, TSelf right);

    /// <summary>left &lt; right ? left : right; so the right operand where either is NaN.</summary>
    static abstract TSelf Smaller(TSelf left, TSelf right);

    /// <summary>All bits of a lane where it holds, else none.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>All bits of a lane where it holds, else none.</summary>
    static abstract TSelf AreEqual(TSelf left, TSelf right);

    /// <summary>Bit by bit: mask ? whenSet : whenClear.</summary>
    static abstract TSelf Select(TSelf mask, TSelf whenSet, TSelf whenClear);

    /// <summary>The sum of the lanes as 32-bit integers.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The difference of the lanes as 32-bit integers.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    /// <summary>The larger of the lanes as signed 32-bit integers.</summary>
    static abstract TSelf LargerBits(TSelf left, TSelf right);

    /// <summary>The lanes as 32-bit integers, shifted left.</summary>
    static abstract TSelf ShiftLeft(TSelf value, int count);

    /// <summary>The lanes as signed 32-bit integers, shifted right.</summary>
    static abstract TSelf ShiftRight(TSelf value, int count);

    /// <summary>The lanes as signed 32-bit integers, converted to floats.</summary>
    static abstract TSelf ConvertBits(TSelf value);
}
