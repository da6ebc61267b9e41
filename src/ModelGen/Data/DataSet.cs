using System.Numerics.Tensors;

namespace ModelGen;

/// <summary>Samples in memory: columns in the order of an objective's parameters (inputs, then labels or targets). Slices and shuffled sets are views, not copies.</summary>
public sealed class DataSet
{
    private readonly DataColumn[] columns;

    /// <summary>Rows of the columns, in this set's order.</summary>
    private readonly int[] rows;

    private DataSet(DataColumn[] columns, int[] rows)
    {
        this.columns = columns;
        this.rows = rows;
    }

    /// <summary>Samples.</summary>
    public int Count => rows.Length;

    /// <summary>The columns; rows of a slice or shuffled set are those of the original.</summary>
    internal ReadOnlySpan<DataColumn> Columns => columns;

    /// <summary>Inputs and a class index for each sample.</summary>
    /// <param name="inputs">Sample after sample.</param>
    /// <param name="labels">One index a sample; their number is the number of samples.</param>
    /// <exception cref="ArgumentException">No labels, or a number of inputs that is no multiple of theirs.</exception>
    public static DataSet Of(float[] inputs, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0)
            throw new ArgumentException("Expected a label for each sample, got none.", nameof(labels));
        return Of(Column(inputs, labels.Length, nameof(inputs)), DataColumn.Of(labels));
    }

    /// <summary>Inputs and real targets.</summary>
    /// <param name="inputs">Sample after sample.</param>
    /// <param name="targets">Sample after sample.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentException">A number of values that is no multiple of <paramref name="count"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1.</exception>
    public static DataSet Of(float[] inputs, float[] targets, int count)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Of(Column(inputs, count, nameof(inputs)), Column(targets, count, nameof(targets)));
    }

    /// <summary>Any columns.</summary>
    /// <exception cref="ArgumentException">No columns, or columns of different lengths.</exception>
    public static DataSet Of(params ReadOnlySpan<DataColumn> columns)
    {
        if (columns.IsEmpty)
            throw new ArgumentException("A data set needs a column.", nameof(columns));
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] is null)
                throw new ArgumentNullException(nameof(columns), $"Column {i} is null.");
            if (columns[i].Count != columns[0].Count)
                throw new ArgumentException($"Expected {columns[0].Count} samples in column {i}, as in column 0, got {columns[i].Count}.", nameof(columns));
        }

        return new DataSet(columns.ToArray(), [.. Enumerable.Range(0, columns[0].Count)]);
    }

    /// <summary>Samples without data, for a model whose objectives take nothing but noise: as many as an epoch draws.</summary>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1.</exception>
    public static DataSet WithoutColumns(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new DataSet([], [.. Enumerable.Range(0, count)]);
    }

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

    /// <summary>Some consecutive samples.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Reaches past the samples there are.</exception>
    public DataSet Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Count);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new DataSet(columns, rows[start..(start + count)]);
    }

    /// <summary>The first samples, and the others.</summary>
    /// <param name="first">How many the first part gets.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative or more than there are.</exception>
    public (DataSet First, DataSet Others) Split(int first)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count);
        return (Slice(0, first), Slice(first, Count - first));
    }

    /// <summary>The same samples in an order that the seed decides, on every machine alike.</summary>
    public DataSet Shuffle(int seed)
    {
        var shuffled = rows.AsSpan().ToArray();
        Shuffling.Shuffle(shuffled, seed, round: 0);
        return new DataSet(columns, shuffled);
    }

    /// <summary>A sample's values in a column of floats.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column or row.</exception>
    /// <exception cref="InvalidOperationException">The column holds integers.</exception>
    public ReadOnlySpan<float> Floats(int column, int row) => Column(column, row, isInteger: false).Floats(rows[row]);

    /// <summary>A sample's values in a column of integers.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such column or row.</exception>
    /// <exception cref="InvalidOperationException">The column holds floats.</exception>
    public ReadOnlySpan<int> Integers(int column, int row) => Column(column, row, isInteger: true).Integers(rows[row]);

    /// <summary>A sample's class index: the first value of the last column.</summary>
    /// <param name="row">The sample, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    /// <exception cref="InvalidOperationException">The last column holds floats.</exception>
    public int Label(int row) => Integers(columns.Length - 1, row)[0];

    /// <summary>A sample's 32-bit words in a column, of whichever type.</summary>
    internal ReadOnlySpan<float> Words(int column, int row) => columns[column].Words(rows[row]);

    private static DataColumn Column(float[] values, int count, string name)
    {
        if (values.Length == 0 || values.Length % count != 0)
            throw new ArgumentException($"Expected a multiple of {count} values, the number of samples, got {(values.Length == 0 ? "none" : values.Length)}.", name);
        return DataColumn.Of(values, values.Length / count);
    }

    private DataColumn Column(int column, int row, bool isInteger)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, columns.Length);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        if (columns[column].IsInteger != isInteger)
            throw new InvalidOperationException($"Column {column} holds {(isInteger ? "floats" : "integers")}, not {(isInteger ? "integers" : "floats")}.");
        return columns[column];
    }
}
