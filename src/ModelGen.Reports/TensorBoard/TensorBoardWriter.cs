using ModelGen.Reports.TensorBoard;

namespace ModelGen.Reports;

/// <summary>
/// Writes what TensorBoard shows, <c>tensorboard --logdir FOLDER</c>: scalars, histograms and images by step. As <see cref="TrainingOptions.Progress"/> it
/// writes loss, metrics and speed of each report. What is written is in the file when the call returns; all members may be called from any thread.
/// </summary>
public sealed class TensorBoardWriter : IProgress<TrainingProgress>, IDisposable
{
    private const int Bins = 64;

    private readonly EventFile file;
    private readonly Lock writing = new();
    private TrainingProgress last;
    private long stepsBefore, step;

    /// <summary>Begins a new file in a folder. TensorBoard takes each folder with files for a run, and several files in it for parts of it.</summary>
    /// <param name="folder">Created where it does not exist.</param>
    /// <exception cref="ArgumentException">An empty path.</exception>
    /// <exception cref="IOException">The folder or the file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be.</exception>
    public TensorBoardWriter(string folder)
        : this(folder, TimeProvider.System)
    {
    }

    internal TensorBoardWriter(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        file = new EventFile(folder, time);
    }

    /// <summary>The file.</summary>
    public string FilePath => file.FilePath;

    /// <summary>Writes a number.</summary>
    /// <param name="tag">Its name; TensorBoard groups names by what stands before the first slash.</param>
    /// <param name="step">The step that it belongs to, counted over the whole run.</param>
    /// <param name="value">The number; NaN and infinities are shown as such.</param>
    /// <exception cref="ArgumentException">An empty tag.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteScalar(string tag, long step, double value) => Append(tag, step, new() { SimpleValue = (float)value });

    /// <summary>Writes how values are distributed, in 64 bins of equal width; values that are not finite are left out.</summary>
    /// <param name="tag">Their name.</param>
    /// <param name="step">The step that they belong to, counted over the whole run.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">An empty tag.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteHistogram(string tag, long step, ReadOnlySpan<float> values)
    {
        var histogram = Histogram.Of(values, Bins);
        var message = new HistogramProto
        {
            Min = histogram.Least,
            Max = histogram.Greatest,
            Num = histogram.Count,
            Sum = histogram.Sum,
            SumSquares = histogram.SumOfSquares,
        };
        for (var bin = 0; bin < histogram.Counts.Length; bin++)
        {
            message.BucketLimit.Add(histogram.UpperEdge(bin));
            message.Bucket.Add(histogram.Counts[bin]);
        }

        Append(tag, step, new() { Histo = message });
    }

    /// <summary>Writes a histogram of each tensor: of a model's <c>Parameters</c>, its <c>Gradients</c> or its <c>State</c>.</summary>
    /// <param name="group">Stands before each tensor's name, as in <c>weights/conv2D1.weight</c>.</param>
    /// <param name="step">The step that they belong to, counted over the whole run.</param>
    /// <param name="tensors">The tensors.</param>
    /// <exception cref="ArgumentException">An empty group.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteHistograms(string group, long step, NamedTensors tensors)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
            WriteHistogram($"{group}/{tensor.Name}", step, tensor.Values);
    }

    /// <summary>Writes a picture.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="step">The step that it belongs to, counted over the whole run.</param>
    /// <param name="png">A PNG file's bytes.</param>
    /// <exception cref="ArgumentException">An empty tag, or other bytes.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteImage(string tag, long step, ReadOnlySpan<byte> png)
    {
        var header = PngHeader.Read(png, nameof(png));
        Append(tag, step, new()
        {
            Image = new()
            {
                Height = header.Height,
                Width = header.Width,
                Colorspace = header.Channels,
                EncodedImageString = Google.Protobuf.ByteString.CopyFrom(png),
            },
        });
    }

    /// <summary>Writes loss, metrics and speed. Steps count on where a further training begins.</summary>
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        lock (writing)
        {
            if (TrainingStatus.BeginsAnew(value, last))
                stepsBefore = step;
            last = value;
            step = stepsBefore + value.TotalSteps;
            foreach (var reading in Reading.Of(value))
                WriteScalar(reading.Tag, step, reading.Value);
            WriteScalar("speed/samples a second", step, value.SamplesPerSecond);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();

    private void Append(string tag, long step, Summary.Types.Value value)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        value.Tag = tag;
        lock (writing)
            file.Append(step, value);
    }
}
