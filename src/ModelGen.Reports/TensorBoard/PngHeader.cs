using System.Buffers.Binary;

namespace ModelGen.Reports.TensorBoard;

/// <summary>What the first chunk of a PNG file says (ISO/IEC 15948, 11.2.2).</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Channels">Of the decoded picture: 1 grey, 2 grey and alpha, 3 colour, 4 colour and alpha.</param>
internal readonly record struct PngHeader(int Width, int Height, int Channels)
{
    private const int Length = 29, FirstSize = 16, ColorType = 25;

    private static readonly byte[] Beginning = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8];

    /// <summary>Reads it.</summary>
    /// <exception cref="ArgumentException">No PNG file; names the parameter that it came as.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> png, string name)
    {
        if (png.Length < Length || !png.StartsWith(Beginning))
            throw new ArgumentException($"Expected the bytes of a PNG file, got {png.Length} others.", name);
        var channels = png[ColorType] switch
        {
            0 => 1,
            4 => 2,
            6 => 4,
            _ => 3,
        };
        return new(BinaryPrimitives.ReadInt32BigEndian(png[FirstSize..]), BinaryPrimitives.ReadInt32BigEndian(png[(FirstSize + 4)..]), channels);
    }
}
