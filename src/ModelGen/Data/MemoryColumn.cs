using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>A column in an array of floats or of integers.</summary>
internal sealed class MemoryColumn(Array values, int count, int width, bool isInteger) : DataColumn(count, width, isInteger)
{
    internal override void Read(int row, Span<float> words) => Words(row).CopyTo(words);

    internal override ReadOnlySpan<float> Words(int row) =>
        IsInteger ? MemoryMarshal.Cast<int, float>(((int[])values).AsSpan(row * Width, Width)) : ((float[])values).AsSpan(row * Width, Width);
}
