namespace ModelGen;

/// <summary>A column of bytes in a file, scaled to 0…1, which is read sample by sample when it is asked for.</summary>
/// <param name="file">The file.</param>
/// <param name="start">Where the first sample's values begin.</param>
/// <param name="stride">Bytes from one sample to the next.</param>
/// <param name="count">Samples.</param>
/// <param name="width">Values a sample.</param>
internal sealed class FileColumn(ByteFile file, long start, long stride, int count, int width) : DataColumn(count, width, isInteger: false)
{
    private const int Chunk = 4096;

    internal override bool IsInMemory => false;

    internal override void Read(int row, Span<float> words)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(Chunk, words.Length)];
        for (var done = 0; done < words.Length; done += bytes.Length)
        {
            bytes = bytes[..Math.Min(bytes.Length, words.Length - done)];
            file.Read(start + row * stride + done, bytes);
            Pixels.Scale(bytes, words[done..]);
        }
    }
}
