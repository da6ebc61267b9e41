using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ModelGen.Runtime;

/// <summary>4 words.</summary>
internal readonly struct Words256(Vector256<ulong> value) : IWords<Words256>
{
    private readonly Vector256<ulong> value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Create(uint word) => new(Vector256.Create((ulong)word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 CreateFrom(uint first) => new(Vector256.Create((ulong)first) + Vector256<ulong>.Indices);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 MultiplyLower(Words256 left, Words256 right) => new(Avx2.IsSupported ? Avx2.Multiply(left.value.AsUInt32(), right.value.AsUInt32())
        : (left.value & Vector256.Create((ulong)uint.MaxValue)) * (right.value & Vector256.Create((ulong)uint.MaxValue)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 Upper(Words256 value) => new(value.value >>> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Words256 operator ^(Words256 left, Words256 right) => new(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreUnits(Words256 lower, Words256 upper, ref float destination)
    {
        var bits = Vector256.Narrow(lower.value, upper.value) >>> 8;
        (Vector256.ConvertToSingle(bits.AsInt32()) * Vector256.Create(1f / (1 << 24))).StoreUnsafe(ref destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBits(Words256 lower, Words256 upper, ref float destination) => Vector256.Narrow(lower.value, upper.value).AsSingle().StoreUnsafe(ref destination);
}
