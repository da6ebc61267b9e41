namespace ModelGen;

/// <summary>A file of CIFAR-10's binary version (cs.toronto.edu/~kriz/cifar.html): a byte for the class, then 32 × 32 bytes of red, of green and of blue, for each image.</summary>
internal static class CifarFile
{
    /// <summary>Values of an image.</summary>
    public const int Pixels = 3 * 32 * 32;

    private const int Record = 1 + Pixels, Classes = 10;

    /// <summary>Appends a file's images, row-major and scaled to 0…1, and their classes.</summary>
    /// <exception cref="InvalidDataException">No such file, or a truncated one.</exception>
    public static void Read(string path, List<float> pixels, List<int> labels)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length == 0 || bytes.Length % Record != 0)
            throw new InvalidDataException($"'{path}' is truncated or no CIFAR-10 file: expected a multiple of {Record} bytes, those of an image, got {bytes.Length}.");
        for (var start = 0; start < bytes.Length; start += Record)
        {
            if (bytes[start] >= Classes)
                throw new InvalidDataException($"'{path}' is no CIFAR-10 file: expected a class from 0 to {Classes - 1} at byte {start}, got {bytes[start]}.");
            labels.Add(bytes[start]);
            foreach (var value in bytes.AsSpan(start + 1, Pixels))
                pixels.Add(value / 255f);
        }
    }
}
