namespace ModelGen;

/// <summary>
/// A file of CIFAR-10's binary version (cs.toronto.edu/~kriz/cifar.html): a byte for the class, then 32 × 32 bytes of red, of green and of blue, for each
/// image.
/// </summary>
internal static class CifarFile
{
    /// <summary>Values of an image.</summary>
    private const int Values = 3 * 32 * 32;

    private const int Record = 1 + Values, Classes = 10;

    /// <summary>A file's images, row-major and scaled to 0…1, in the file; its classes are appended to others.</summary>
    /// <exception cref="InvalidDataException">No such file, or a truncated one.</exception>
    public static DataColumn Open(string path, List<int> labels) => ByteFile.Use(path, file => Of(file, path, labels))!;

    private static FileColumn Of(ByteFile file, string path, List<int> labels)
    {
        var count = CountOf(path, file.Length);
        Span<byte> label = stackalloc byte[1];
        for (var image = 0; image < count; image++)
        {
            file.Read((long)image * Record, label);
            labels.Add(LabelOf(path, label[0], (long)image * Record));
        }

        return new FileColumn(file, start: 1, Record, count, Values);
    }

    /// <summary>A file's images in memory.</summary>
    /// <inheritdoc cref="Open"/>
    public static DataColumn Read(string path, List<int> labels)
    {
        var bytes = File.ReadAllBytes(path);
        var count = CountOf(path, bytes.Length);
        var values = new float[count * Values];
        for (var image = 0; image < count; image++)
        {
            labels.Add(LabelOf(path, bytes[image * Record], image * Record));
            Pixels.Scale(bytes.AsSpan(image * Record + 1, Values), values.AsSpan(image * Values));
        }

        return DataColumn.Of(values, Values);
    }

    private static int CountOf(string path, long length) => length > 0 && length % Record == 0 && length / Record <= Array.MaxLength
        ? (int)(length / Record)
        : throw new InvalidDataException($"'{path}' is truncated or no CIFAR-10 file: expected a multiple of {Record} bytes, those of an image, got {length}.");

    private static int LabelOf(string path, byte label, long at) => label < Classes
        ? label
        : throw new InvalidDataException($"'{path}' is no CIFAR-10 file: expected a class from 0 to {Classes - 1} at byte {at}, got {label}.");
}
