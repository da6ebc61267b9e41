using Tensorboard;
using Xunit;

namespace ModelGen.Reports.Tests.TensorBoard;

public sealed class TensorBoardWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;
    private readonly FakeTime time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Checksum_OfTheTest_IsThePublishedOne() => Assert.Equal(0xe3069283, EventReader.Checksum("123456789"u8));

    [Fact]
    public void File_HasAVersionAndAName()
    {
        time.Now = TimeSpan.FromSeconds(1_764_000_000.25);
        using var writer = new TensorBoardWriter(Path.Combine(folder, "runs", "first"), time);
        Assert.StartsWith(Path.Combine(folder, "runs", "first", "events.out.tfevents.1764000000."), writer.FilePath);
        var first = Assert.Single(EventReader.Read(writer.FilePath));
        Assert.Equal("brain.Event:2", first.FileVersion);
        Assert.Equal(1_764_000_000.25, first.WallTime);
    }

    [Fact]
    public void TwoFilesOfASecond_AreTwo()
    {
        using var first = new TensorBoardWriter(folder, time);
        using var second = new TensorBoardWriter(folder, time);
        Assert.NotEqual(first.FilePath, second.FilePath);
    }

    [Fact]
    public void Scalar_IsInTheFileAtOnce()
    {
        using var writer = new TensorBoardWriter(folder, time);
        writer.WriteScalar("rate", 1L << 40, 0.125);
        writer.WriteScalar("größe", 0, double.NaN);
        var events = EventReader.Read(writer.FilePath)[1..];
        Assert.Equal([1L << 40, 0], events.Select(record => record.Step));
        Assert.Equal(["rate", "größe"], events.Select(record => Value(record).Tag));
        Assert.Equal([0.125f, float.NaN], events.Select(record => Value(record).SimpleValue));
    }

    [Fact]
    public void Histogram_CountsEveryFiniteValue()
    {
        float[] values = [-1, .. Enumerable.Range(0, 1000).Select(i => i / 1000f), 3, float.NaN, float.NegativeInfinity];
        using var writer = new TensorBoardWriter(folder, time);
        writer.WriteHistogram("weights", 7, values);
        var histogram = Value(EventReader.Read(writer.FilePath)[1]).Histo;
        var finite = values.Where(float.IsFinite).ToArray();
        Assert.Equal((-1, 3, 1002), (histogram.Min, histogram.Max, histogram.Num));
        Assert.Equal(finite.Sum(value => (double)value), histogram.Sum, 1e-9);
        Assert.Equal(finite.Sum(value => (double)value * value), histogram.SumSquares, 1e-9);
        Assert.Equal(histogram.BucketLimit.Order(), histogram.BucketLimit);
        Assert.Equal(3, histogram.BucketLimit[^1]);
        // Values on an edge belong to the bin above it; the greatest to the last.
        var edges = histogram.BucketLimit.Prepend(-1).ToArray();
        for (var bin = 0; bin < histogram.Bucket.Count; bin++)
            Assert.Equal(finite.Count(value => edges[bin] <= value && (value < edges[bin + 1] || bin == histogram.Bucket.Count - 1)), histogram.Bucket[bin]);
    }

    [Theory]
    [InlineData(new float[0], 0, 0)]
    [InlineData(new[] { float.NaN }, 0, 0)]
    [InlineData(new[] { 2f, 2f }, 2, 2)]
    public void Histogram_OfOneValueOrNone_HasOneBin(float[] values, double edge, double count)
    {
        using var writer = new TensorBoardWriter(folder, time);
        writer.WriteHistogram("weights", 0, values);
        var histogram = Value(EventReader.Read(writer.FilePath)[1]).Histo;
        Assert.Equal(edge, Assert.Single(histogram.BucketLimit));
        Assert.Equal(count, Assert.Single(histogram.Bucket));
    }

    [Fact]
    public void Image_HasTheSizeOfItsPng()
    {
        // Two grey pixels, side by side.
        var png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGNgaAAAAIMAgYfP7KQAAAAASUVORK5CYII=");
        using var writer = new TensorBoardWriter(folder, time);
        writer.WriteImage("digits", 3, png);
        var image = Value(EventReader.Read(writer.FilePath)[1]).Image;
        Assert.Equal((2, 1, 1), (image.Width, image.Height, image.Colorspace));
        Assert.Equal(png, image.EncodedImageString.ToByteArray());
    }

    [Fact]
    public void Progress_IsScalarsByStepOfTheRun()
    {
        using var writer = new TensorBoardWriter(folder, time);
        writer.Report(new(1, 2, 5, 10, 0.5f, null, null, 100, TimeSpan.Zero, TimeSpan.Zero) { TotalSteps = 5 });
        writer.Report(new(2, 2, 10, 10, 0.25f, 0.3f, 0.75, 100, TimeSpan.Zero, TimeSpan.Zero) { IsEpochEnd = true, TotalSteps = 20, Metrics = new Dictionary<string, double> { ["F1"] = 0.5 } });
        // A second training.
        writer.Report(new(1, 1, 4, 4, 0.125f, null, null, 100, TimeSpan.Zero, TimeSpan.Zero) { IsEpochEnd = true, TotalSteps = 4 });
        var scalars = EventReader.Read(writer.FilePath).Skip(1).Select(record => (record.Step, Value(record).Tag, Value(record).SimpleValue));
        Assert.Equal(
            [
                (5, "loss/training", 0.5f), (5, "rate", 0), (5, "speed/samples a second", 100),
                (20, "loss/training", 0.25f), (20, "rate", 0), (20, "loss/validation", 0.3f), (20, "accuracy/validation", 0.75f), (20, "F1/validation", 0.5f),
                (20, "speed/samples a second", 100),
                (24, "loss/training", 0.125f), (24, "rate", 0), (24, "speed/samples a second", 100),
            ],
            scalars);
    }

    [Theory]
    [InlineData(null, new[] { 10, 20 })]
    [InlineData(15L, new[] { 10, 15 })]
    public void Progress_OfStreamedData_CountsStepsOnce(long? steps, int[] expected)
    {
        using var writer = new TensorBoardWriter(folder, time);
        var points = Quadrants.Points(100);
        var stream = DataSet.Stream(Enumerable.Range(0, 100), 1, new(2, row => points.Floats(0, row).ToArray()), new(points.Label));
        var options = new TrainingOptions { Epochs = 2, BatchSize = 10, Steps = steps, Progress = writer, ProgressInterval = TimeSpan.Zero };
        new Quadrants(1).Train(stream, points, options, TestContext.Current.CancellationToken);
        var records = EventReader.Read(writer.FilePath).Skip(1).ToArray();
        Assert.Equal(expected, records.Where(record => Value(record).Tag == "loss/validation").Select(record => (int)record.Step));
        Assert.Equal(Enumerable.Range(1, expected[^1]), records.Select(record => (int)record.Step).Distinct());
    }

    [Fact]
    public void ManyThreads_WriteWholeRecords()
    {
        using var writer = new TensorBoardWriter(folder, time);
        Parallel.For(0, 200, step => writer.WriteScalar("loss", step, step));
        Assert.Equal(Enumerable.Range(0, 200), EventReader.Read(writer.FilePath).Skip(1).Select(record => (int)record.Step).Order());
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("folder", () => new TensorBoardWriter(""));
        var writer = new TensorBoardWriter(folder, time);
        Assert.Throws<ArgumentException>("tag", () => writer.WriteScalar("", 0, 0));
        Assert.Contains("bytes of a PNG file, got 3 others", Assert.Throws<ArgumentException>("png", () => writer.WriteImage("image", 0, "GIF"u8)).Message);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.WriteScalar("loss", 0, 0));
        File.WriteAllText(Path.Combine(folder, "file"), "");
        Assert.ThrowsAny<IOException>(() => new TensorBoardWriter(Path.Combine(folder, "file")));
    }

    [Fact]
    public void CombinedProgress_TellsAll()
    {
        using var first = new TensorBoardWriter(folder, time);
        using var second = new TensorBoardWriter(folder, time);
        new CombinedProgress(first, second).Report(new(1, 1, 1, 1, 0.5f, null, null, 100, TimeSpan.Zero, TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>("parts", () => new CombinedProgress(first, null!));
        Assert.All([first, second], writer => Assert.Equal(4, EventReader.Read(writer.FilePath).Count));
    }

    private static Summary.Types.Value Value(Event record) => Assert.Single(record.Summary.Value);
}
