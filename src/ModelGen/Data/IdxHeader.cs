using System.Buffers.Binary;

namespace ModelGen;

/// <summary>
/// The beginning of an IDX file of bytes (yann.lecun.com/exdb/mnist): two zeros, the type of the values, the number of axes, the sizes (32 bits, the high
/// byte first); the values follow.
/// </summary>
/// <param name="Sizes">Outermost first.</param>
/// <param name="Length">Its own bytes.</param>
internal sealed record IdxHeader(int[] Sizes, int Length)
{
    /// <summary>Bytes of the longest, which has 255 axes.</summary>
    public const int MaximumLength = 4 + 4 * byte.MaxValue;

    private const byte UnsignedByte = 0x08;

    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">Its beginning: all of it, or <see cref="MaximumLength"/>.</param>
    /// <param name="fileLength">Bytes of the whole file.</param>
    /// <exception cref="InvalidDataException">No IDX file of bytes, or a truncated one.</exception>
    public static IdxHeader Parse(string path, ReadOnlySpan<byte> bytes, long fileLength)
    {
        if (bytes is not [0, 0, var type, var axes, ..] || axes == 0 || bytes.Length < 4 + 4 * axes)
            throw new InvalidDataException($"'{path}' is no IDX file: expected two zero bytes, a type, the number of axes and their sizes, got {Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])} and {fileLength} bytes in all.");
        if (type != UnsignedByte)
            throw new InvalidDataException($"'{path}' holds values of type 0x{type:x2}; expected unsigned bytes, 0x08.");
        var sizes = new int[axes];
        UInt128 count = 1;
        for (var axis = 0; axis < axes; axis++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 + 4 * axis)..]);
            count = UInt128.Min(count * size, ulong.MaxValue);
            sizes[axis] = unchecked((int)size);
        }

        var values = fileLength - 4 - 4 * axes;
        return count == (UInt128)values
            ? new IdxHeader(sizes, 4 + 4 * axes)
            : throw new InvalidDataException($"'{path}' is truncated or damaged: expected {count} values for the sizes {string.Join(" × ", sizes)}, got {values}.");
    }
}
