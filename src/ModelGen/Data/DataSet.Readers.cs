using System.Numerics.Tensors;

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
        var labels = IdxFile.Read(labelsPath);
        if (images.Sizes.Length < 2)
            throw new InvalidDataException($"'{imagesPath}' has {images.Sizes.Length} axis; images have two or more, the first being the samples.");
        if (labels.Sizes.Length != 1)
            throw new InvalidDataException($"'{labelsPath}' has {labels.Sizes.Length} axes; labels have one.");
        if (images.Sizes[0] != labels.Sizes[0])
            throw new InvalidDataException($"'{imagesPath}' has {images.Sizes[0]} samples, '{labelsPath}' {labels.Sizes[0]}.");
        if (labels.Sizes[0] == 0)
            throw new InvalidDataException($"'{labelsPath}' has no samples.");
        var pixels = new float[images.Values.Length];
        TensorPrimitives.ConvertSaturating(images.Values.Span, pixels.AsSpan());
        TensorPrimitives.Divide(pixels, 255f, pixels);
        return Of(pixels, Array.ConvertAll(labels.Values.ToArray(), label => (int)label));
    }

    /// <summary>Reads images and classes of CIFAR-10's binary version, file after file; each image is red, green and blue of 32 × 32, scaled to 0…1.</summary>
    /// <param name="paths">One or more files, each with at least one image.</param>
    /// <exception cref="ArgumentException">No path, or an empty one.</exception>
    /// <exception cref="InvalidDataException">A truncated or foreign file; the message names it.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static DataSet ReadCifar(params ReadOnlySpan<string> paths)
    {
        if (paths.IsEmpty)
            throw new ArgumentException("Expected one file or more, got none.", nameof(paths));
        var (pixels, labels) = (new List<float>(), new List<int>());
        foreach (var path in paths)
        {
            ArgumentException.ThrowIfNullOrEmpty(path, nameof(paths));
            CifarFile.Read(path, pixels, labels);
        }

        return Of(pixels.ToArray(), labels.ToArray());
    }
}
