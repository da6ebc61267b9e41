using System.Numerics.Tensors;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Values of one column brought to a common scale: <c>(x − shift) / scale</c>, for each value of a sample or for each channel by itself. Fitted on training
/// data alone; what it learned there is applied to all other data, and belongs to the model: it is saved in the file of the weights, or in one of its own.
/// </summary>
public sealed class Normalization
{
    private const string ColumnName = "normalization.column", WidthName = "normalization.width", ShiftName = "normalization.shift", ScaleName = "normalization.scale";

    private readonly int column, width;
    private readonly float[] shift, scale;

    private Normalization(int column, int width, float[] shift, float[] scale)
    {
        this.column = column;
        this.width = width;
        this.shift = shift;
        this.scale = scale;
    }

    /// <summary>What is subtracted: [width], or [channels]. The means, or the smallest values.</summary>
    public ReadOnlySpan<float> Shift => shift;

    /// <summary>What is divided by then: [width], or [channels]. The standard deviations (over n), or the ranges; 1 where all values are equal.</summary>
    public ReadOnlySpan<float> Scale => scale;

    /// <summary>Standardizing, to mean 0 and deviation 1.</summary>
    /// <param name="training">The training data, and nothing else.</param>
    /// <param name="column">The column, from 0: the inputs are the first.</param>
    /// <param name="channels">Where values of a channel are alike, how many channels a sample has: 3 for [3, 32, 32]. Nothing for each value by itself.</param>
    /// <exception cref="ArgumentException">An empty set, a column of integers, or a value that is not finite: the message names row and value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such column, or channels that a sample does not have.</exception>
    public static Normalization FitStandard(DataSet training, int column = 0, int? channels = null)
    {
        var statistics = new ColumnStatistics(training, nameof(training), column, channels);
        return new Normalization(column, statistics.Width, statistics.Means(), statistics.Deviations());
    }

    /// <summary>To the range from 0 to 1.</summary>
    /// <inheritdoc cref="FitStandard"/>
    public static Normalization FitMinMax(DataSet training, int column = 0, int? channels = null)
    {
        var statistics = new ColumnStatistics(training, nameof(training), column, channels);
        return new Normalization(column, statistics.Width, statistics.Minima(), statistics.Ranges());
    }

    /// <summary>The same samples, normalized as they are read: a view.</summary>
    /// <param name="data">Any data with such a column.</param>
    /// <exception cref="ArgumentException">Another number of values a sample, or integers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No such column.</exception>
    public DataSet Apply(DataSet data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var shapes = data.Shapes;
        if (column >= shapes.Length)
            throw new ArgumentOutOfRangeException(nameof(data), shapes.Length, $"Column {column} is normalized, the data set has {shapes.Length}.");
        var expected = new ColumnShape(width, IsInteger: false);
        return shapes[column] == expected
            ? data.Map(column, new Map(this))
            : throw new ArgumentException($"Expected {expected} a sample in column {column}, got {shapes[column]}.", nameof(data));
    }

    /// <summary>Normalizes samples.</summary>
    /// <param name="samples">One or more, sample after sample.</param>
    /// <param name="normalized">As long; it may be the same memory.</param>
    /// <exception cref="ArgumentException">No whole samples, or another length.</exception>
    public void Apply(ReadOnlySpan<float> samples, Span<float> normalized)
    {
        CheckLengths(samples.Length, normalized.Length);
        var run = width / shift.Length;
        for (var start = 0; start < samples.Length; start += width)
        {
            var from = samples.Slice(start, width);
            var to = normalized.Slice(start, width);
            if (run == 1)
            {
                TensorPrimitives.Subtract(from, shift, to);
                TensorPrimitives.Divide(to, scale, to);
                continue;
            }

            for (var channel = 0; channel < shift.Length; channel++)
            {
                var values = to.Slice(channel * run, run);
                TensorPrimitives.Subtract(from.Slice(channel * run, run), shift[channel], values);
                TensorPrimitives.Divide(values, scale[channel], values);
            }
        }
    }

    /// <summary>The way back, <c>x·scale + shift</c>: from predictions of normalized targets to their own scale.</summary>
    /// <param name="normalized">One or more samples, sample after sample.</param>
    /// <param name="samples">As long; it may be the same memory.</param>
    /// <exception cref="ArgumentException">No whole samples, or another length.</exception>
    public void Invert(ReadOnlySpan<float> normalized, Span<float> samples)
    {
        CheckLengths(normalized.Length, samples.Length);
        for (var i = 0; i < normalized.Length; i++)
        {
            var channel = i % width / (width / shift.Length);
            samples[i] = normalized[i] * scale[channel] + shift[channel];
        }
    }

    /// <summary>
    /// Writes it to a safetensors file, as <c>normalization.shift</c> and so on; what else the file holds, such as a model's weights, stays in it.
    /// </summary>
    /// <param name="path">
    /// The file. The model's own <c>Save</c>, which comes first, writes a new one; its <c>Load</c> leaves these tensors to <see cref="Load"/>.
    /// </param>
    /// <exception cref="InvalidDataException">The file is there, but no safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var texts = new Dictionary<string, string>();
        var others = File.Exists(path) ? Safetensors.Read(path, texts).Where(tensor => !IsItsOwn(tensor.Name)) : [];
        Safetensors.Write(
            path,
            [
                .. others,
                new StoredTensor(ColumnName, [], [column], IsInteger: true),
                new StoredTensor(WidthName, [], [width], IsInteger: true),
                new StoredTensor(ShiftName, [shift.Length], shift),
                new StoredTensor(ScaleName, [scale.Length], scale),
            ],
            texts);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A damaged file, or one without a normalization.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Normalization Load(string path)
    {
        var tensors = Safetensors.Read(path).Where(tensor => IsItsOwn(tensor.Name)).ToDictionary(tensor => tensor.Name, tensor => tensor.Values);
        var (column, width, shift, scale) = ((int)Values(ColumnName)[0], (int)Values(WidthName)[0], Values(ShiftName), Values(ScaleName));
        if (column < 0 || width < 1 || width % shift.Length != 0 || scale.Length != shift.Length || !Finite.All(shift) || !Finite.All(scale))
        {
            throw new InvalidDataException(
                $"'{path}' holds no normalization: expected as many shifts as scales, all finite, for channels of a sample of {width} values, got {shift.Length} and {scale.Length}.");
        }

        return new Normalization(column, width, shift, scale);

        float[] Values(string name) => tensors.TryGetValue(name, out var values) && values.Length > 0
            ? values
            : throw new InvalidDataException($"'{path}' holds no tensor '{name}'.");
    }

    /// <summary>Whether a tensor of a file belongs to a normalization and not to a model.</summary>
    internal static bool IsItsOwn(string name) => name is ColumnName or WidthName or ShiftName or ScaleName;

    private void CheckLengths(int from, int to)
    {
        if (from == 0 || from % width != 0)
            throw new ArgumentException($"Expected a multiple of {width} values, the width of a sample, got {from}.");
        if (to != from)
            throw new ArgumentException($"Expected room for {from} values, got {to}.");
    }

    private sealed class Map(Normalization normalization) : ColumnMap
    {
        public override ColumnShape ShapeOf(ColumnShape column) => column;

        public override void Apply(Span<float> words) => normalization.Apply(words, words);
    }
}
