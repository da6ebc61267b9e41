namespace ModelGen;

/// <content>Readers of files.</content>
public sealed partial class DataSet
{
    /// <summary>Reads images and labels as MNIST comes: IDX files of bytes, gzipped or not; pixels are scaled to 0…1.</summary>
    /// <param name="imagesPath">Sizes: samples, then those of an image.</param>
    /// <param name="labelsPath">Sizes: samples.</param>
    /// <exception cref="InvalidDataException">No IDX file of bytes, a truncated one, or different numbers of samples; the message names the file.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet ReadIdx(string imagesPath, string labelsPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        var images = IdxFile.Read(imagesPath);
        var labels = ReadIdxLabels(imagesPath, images.Sizes, labelsPath);
        var pixels = new float[images.Values.Length];
        Pixels.Scale(images.Values.Span, pixels);
        return Of(pixels, labels);
    }

    /// <summary>
    /// As <see cref="ReadIdx"/>, but images stay in the file, which may be larger than memory, and are read when training comes to them, on threads of their
    /// own. The file is open as long as the data set is used. A gzipped file cannot be read at any place: it is read whole.
    /// </summary>
    /// <inheritdoc cref="ReadIdx"/>
    public static DataSet OpenIdx(string imagesPath, string labelsPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(imagesPath);
        ArgumentException.ThrowIfNullOrEmpty(labelsPath);
        return ByteFile.Use(imagesPath, file => OfIdx(file, imagesPath, labelsPath)) ?? ReadIdx(imagesPath, labelsPath);
    }

    /// <summary>Images in a file; nothing where it is gzipped.</summary>
    private static DataSet? OfIdx(ByteFile file, string imagesPath, string labelsPath)
    {
        Span<byte> beginning = stackalloc byte[(int)Math.Min(IdxHeader.MaximumLength, file.Length)];
        file.Read(0, beginning);
        if (IdxFile.IsZipped(beginning))
            return null;
        var header = IdxHeader.Parse(imagesPath, beginning, file.Length);
        var labels = ReadIdxLabels(imagesPath, header.Sizes, labelsPath);
        var width = (file.Length - header.Length) / labels.Length;
        if (width < 1 || width > Array.MaxLength)
            throw new InvalidDataException($"'{imagesPath}' has images of {width} values; expected 1 to {Array.MaxLength}.");
        return Of(new FileColumn(file, header.Length, width, labels.Length, (int)width), DataColumn.Of(labels));
    }

    /// <summary>Reads images and classes of CIFAR-10's binary version, file after file; each image is red, green and blue of 32 × 32, scaled to 0…1.</summary>
    /// <param name="paths">One or more files, each with at least one image.</param>
    /// <exception cref="ArgumentException">No path, or an empty one.</exception>
    /// <exception cref="InvalidDataException">A truncated or foreign file; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet ReadCifar(params ReadOnlySpan<string> paths) => OfCifar(paths, CifarFile.Read);

    /// <summary>
    /// As <see cref="ReadCifar"/>, but images stay in the files and are read when training comes to them, on threads of their own. The files are open as long
    /// as the data set is used.
    /// </summary>
    /// <inheritdoc cref="ReadCifar"/>
    public static DataSet OpenCifar(params ReadOnlySpan<string> paths) => OfCifar(paths, CifarFile.Open);

    private static DataSet OfCifar(ReadOnlySpan<string> paths, Func<string, List<int>, DataColumn> read)
    {
        if (paths.IsEmpty)
            throw new ArgumentException("Expected one file or more, got none.", nameof(paths));
        var (images, labels) = (new List<DataColumn>(), new List<int>());
        foreach (var path in paths)
        {
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
            images.Add(read(path, labels));
        }

        return Of(images is [var only] ? only : new JoinedColumn([.. images]), DataColumn.Of(labels.ToArray()));
    }

    private static int[] ReadIdxLabels(string imagesPath, int[] imageSizes, string labelsPath)
    {
        var labels = IdxFile.Read(labelsPath);
        if (imageSizes.Length < 2)
            throw new InvalidDataException($"'{imagesPath}' has {imageSizes.Length} axis; images have two or more, the first being the samples.");
        if (labels.Sizes.Length != 1)
            throw new InvalidDataException($"'{labelsPath}' has {labels.Sizes.Length} axes; labels have one.");
        if (imageSizes[0] != labels.Sizes[0])
            throw new InvalidDataException($"'{imagesPath}' has {imageSizes[0]} samples, '{labelsPath}' {labels.Sizes[0]}.");
        if (labels.Sizes[0] == 0)
            throw new InvalidDataException($"'{labelsPath}' has no samples.");
        return Array.ConvertAll(labels.Values.ToArray(), label => (int)label);
    }
}
