using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>2 words.</summary>
internal readonly struct Words128(Vector128<ulong> value) : IWords<Words128>
{
    private readonly Vector128<ulong> value = value;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Create(uint word) => new(Vector128.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 CreateFrom(uint first) => new(Vector128.Create((ulong)first) + Vector128<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 MultiplyLower(Words128 left, Words128 right) => new(Sse2.IsSupported ? Sse2.Multiply(left.value.AsUInt32(), right.value.AsUInt32())
        : (left.value & Vector128.Create((ulong)uint.MaxValue)) * (right.value & Vector128.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 Upper(Words128 value) => new(value.value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words128 operator ^(Words128 left, Words128 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnits(Words128 lower, Words128 upper, ref float destination)
    {
        var bits = Vector128.Narrow(lower.value, upper.value) >>> 8;
        (Vector128.ConvertToSingle(bits.AsInt32()) * Vector128.Create(1f / (1 << 24))).StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBits(Words128 lower, Words128 upper, ref float destination) => Vector128.Narrow(lower.value, upper.value).AsSingle().StoreUnsafe(ref destination);
}
