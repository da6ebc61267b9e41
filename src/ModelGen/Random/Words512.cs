using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>8 words.</summary>
internal readonly struct Words512(Vector512<ulong> value) : IWords<Words512>
{
    private readonly Vector512<ulong> value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Create(uint word) => new(Vector512.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 CreateFrom(uint first) => new(Vector512.Create((ulong)first) + Vector512<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 MultiplyLower(Words512 left, Words512 right) => new(Avx512F.IsSupported ? Avx512F.Multiply(left.value.AsUInt32(), right.value.AsUInt32())
        : (left.value & Vector512.Create((ulong)uint.MaxValue)) * (right.value & Vector512.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 Upper(Words512 value) => new(value.value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words512 operator ^(Words512 left, Words512 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnits(Words512 lower, Words512 upper, ref float destination)
    {
        var bits = Vector512.Narrow(lower.value, upper.value) >>> 8;
        (Vector512.ConvertToSingle(bits.AsInt32()) * Vector512.Create(1f / (1 << 24))).StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBits(Words512 lower, Words512 upper, ref float destination) => Vector512.Narrow(lower.value, upper.value).AsSingle().StoreUnsafe(ref destination);
}
