using System.IO.Compression;

namespace ModelGen;

/// <summary>An IDX file of bytes in memory.</summary>
/// <param name="Sizes">Outermost first.</param>
/// <param name="Values">Row-major.</param>
internal sealed record IdxFile(int[] Sizes, ReadOnlyMemory<byte> Values)
{
    /// <summary>Reads a whole file, gzipped or not.</summary>
    /// <exception cref="InvalidDataException">No IDX file of bytes, or a truncated one.</exception>
    public static IdxFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (IsZipped(bytes))
            bytes = Unzip(path, bytes);
        var header = IdxHeader.Parse(path, bytes, bytes.Length);
        return new IdxFile(header.Sizes, bytes.AsMemory(header.Length));
    }

    /// <summary>Whether a file begins as a gzipped one.</summary>
    public static bool IsZipped(ReadOnlySpan<byte> bytes) => bytes is [0x1f, 0x8b, ..];

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
