using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelGen;

/// <summary>An IDX file of bytes (yann.lecun.com/exdb/mnist): two zeros, the type of the values, the number of axes, the sizes (32 bits, the high byte first), the values.</summary>
/// <param name="Sizes">Outermost first.</param>
/// <param name="Values">Row-major.</param>
internal sealed record IdxFile(int[] Sizes, ReadOnlyMemory<byte> Values)
{
    private const byte UnsignedByte = 0x08;

    public static IdxFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes is [0x1f, 0x8b, ..])
            bytes = Unzip(path, bytes);
        if (bytes is not [0, 0, var type, var axes, ..] || axes == 0 || bytes.Length < 4 + 4 * axes)
            throw new InvalidDataException($"'{path}' is no IDX file: expected two zero bytes, a type, the number of axes and their sizes, got {Convert.ToHexString(bytes.AsSpan(0, Math.Min(4, bytes.Length)))} and {bytes.Length} bytes in all.");
        if (type != UnsignedByte)
            throw new InvalidDataException($"'{path}' holds values of type 0x{type:x2}; expected unsigned bytes, 0x08.");
        var sizes = new int[axes];
        UInt128 count = 1;
        for (var axis = 0; axis < axes; axis++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + 4 * axis));
            count = UInt128.Min(count * size, ulong.MaxValue);
            sizes[axis] = unchecked((int)size);
        }

        var values = bytes.Length - 4 - 4 * axes;
        if (count != (UInt128)values)
            throw new InvalidDataException($"'{path}' is truncated or damaged: expected {count} values for the sizes {string.Join(" × ", sizes)}, got {values}.");
        return new IdxFile(sizes, bytes.AsMemory(bytes.Length - values));
    }

    private static byte[] Unzip(string path, byte[] zipped)
    {
        try
        {
            using var unzipped = new MemoryStream();
            using var stream = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
            stream.CopyTo(unzipped);
            return unzipped.ToArray();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"'{path}' is truncated or damaged: it begins as a gzipped file does, but cannot be unzipped.", exception);
        }
    }
}
