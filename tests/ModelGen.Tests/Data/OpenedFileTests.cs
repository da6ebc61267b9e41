using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Files whose samples are read when they are asked for.</summary>
public sealed class OpenedFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, params byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Images of 2 × 5,000 pixels, more than are read at once, and their labels.</summary>
    private (string Images, string Labels) WriteIdx(int count)
    {
        byte[] pixels = [.. Enumerable.Range(0, count * 10_000).Select(i => (byte)(i * 7 % 256))];
        var images = Write("images", [0, 0, 8, 3, 0, 0, 0, (byte)count, 0, 0, 0, 2, 0, 0, 0x13, 0x88, .. pixels]);
        return (images, Write("labels", [0, 0, 8, 1, 0, 0, 0, (byte)count, .. Enumerable.Range(0, count).Select(i => (byte)(i % 3))]));
    }

    private static void AssertSame(DataSet expected, DataSet actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var row = 0; row < expected.Count; row++)
        {
            Assert.Equal(expected.Floats(0, row), actual.Floats(0, row));
            Assert.Equal(expected.Label(row), actual.Label(row));
        }
    }

    [Fact]
    public void OpenIdx_IsReadIdx_InAnyOrder()
    {
        var (images, labels) = WriteIdx(6);
        var (opened, read) = (DataSet.OpenIdx(images, labels), DataSet.ReadIdx(images, labels));
        Assert.False(opened.IsInMemory);
        AssertSame(read, opened);
        AssertSame(read.Shuffle(3).Slice(1, 4), opened.Shuffle(3).Slice(1, 4));
        AssertSame(read.KFold(3)[1].Training, opened.KFold(3)[1].Training);
    }

    [Fact]
    public void Batches_AreReadAhead_WithTheBitsAndTheOrderOfMemory()
    {
        var (images, labels) = WriteIdx(50);
        var inMemory = Batches(DataSet.ReadIdx(images, labels));
        Assert.Equal(2 * 3 * 8, inMemory.Count);
        Assert.Equal(inMemory, Batches(DataSet.OpenIdx(images, labels)));

        static List<float[]> Batches(DataSet data)
        {
            ObjectiveLayout[] objectives = [NumberedBatches.Objective("Loss", new ColumnLayout("inputs", 10_000), new ColumnLayout("labels", 1, Classes: 3))];
            using var reader = new BatchReader(data, "data", objectives, new Batching(7, Seed: 2, IsShuffled: true, Epochs: 3));
            var batches = new List<float[]>();
            for (var epoch = 1; epoch <= 3; epoch++)
            {
                reader.Begin(epoch);
                while (reader.Read(TestContext.Current.CancellationToken))
                    batches.AddRange(reader.ColumnsOf(0)[0].ToArray(), reader.ColumnsOf(0)[1].ToArray());
            }

            return batches;
        }
    }

    [Fact]
    public void OpenIdx_ReadsZippedFilesWhole()
    {
        var (images, labels) = WriteIdx(2);
        var zipped = Path.Combine(folder, "images.gz");
        using (var stream = new System.IO.Compression.GZipStream(File.Create(zipped), System.IO.Compression.CompressionLevel.Fastest))
            stream.Write(File.ReadAllBytes(images));
        var opened = DataSet.OpenIdx(zipped, labels);
        Assert.True(opened.IsInMemory);
        AssertSame(DataSet.ReadIdx(images, labels), opened);
    }

    [Fact]
    public void OpenCifar_IsReadCifar_FileAfterFile()
    {
        var first = Write("first", Record(1).Concat(Record(2)).ToArray());
        var second = Write("second", Record(9).ToArray());
        var opened = DataSet.OpenCifar(first, second);
        Assert.False(opened.IsInMemory);
        AssertSame(DataSet.ReadCifar(first, second), opened);
        Assert.Equal([1, 2, 9], Enumerable.Range(0, 3).Select(opened.Label));

        static IEnumerable<byte> Record(byte label) => [label, .. Enumerable.Range(0, 3072).Select(i => (byte)(i * label))];
    }

    [Fact]
    public void Open_RefusesWhatReadRefuses()
    {
        var (images, labels) = WriteIdx(2);
        Assert.Throws<InvalidDataException>(() => DataSet.OpenIdx(labels, labels));
        Assert.Contains(
            "truncated or damaged: expected 20000 values",
            Assert.Throws<InvalidDataException>(() => DataSet.OpenIdx(Write("cut", File.ReadAllBytes(images)[..^1]), labels)).Message);
        Assert.Contains("is no IDX file", Assert.Throws<InvalidDataException>(() => DataSet.OpenIdx(Write("empty"), labels)).Message);
        Assert.Throws<FileNotFoundException>(() => DataSet.OpenIdx(Path.Combine(folder, "none"), labels));
        Assert.Throws<ArgumentNullException>("labelsPath", () => DataSet.OpenIdx(images, null!));
        Assert.Throws<ArgumentException>("paths", () => DataSet.OpenCifar());
        Assert.Contains(
            "expected a multiple of 3073 bytes",
            Assert.Throws<InvalidDataException>(() => DataSet.OpenCifar(Write("short", new byte[3072]))).Message);
        Assert.Contains(
            "expected a class from 0 to 9 at byte 3073, got 10",
            Assert.Throws<InvalidDataException>(() => DataSet.OpenCifar(Write("foreign", [.. new byte[3073], 10, .. new byte[3072]]))).Message);
    }

    [Fact]
    public void Files_ThatAreNotUsed_AreClosed()
    {
        var (images, labels) = WriteIdx(2);
        Assert.Throws<InvalidDataException>(() => DataSet.OpenIdx(images, images));
        AssertClosed(images);
        using (var zip = new System.IO.Compression.GZipStream(File.Create(Path.Combine(folder, "zipped")), System.IO.Compression.CompressionLevel.Fastest))
            zip.Write(File.ReadAllBytes(images));
        Assert.Equal(2, DataSet.OpenIdx(Path.Combine(folder, "zipped"), labels).Count);
        AssertClosed(Path.Combine(folder, "zipped"));
        Assert.Throws<InvalidDataException>(() => DataSet.OpenCifar(Write("short", new byte[3072])));
        AssertClosed(Path.Combine(folder, "short"));

        // An open one is not to be had alone.
        var opened = DataSet.OpenIdx(images, labels);
        Assert.Throws<IOException>(() => AssertClosed(images));
        Assert.Equal(2, opened.Count);
        Assert.Equal(10_000, opened.Floats(0, 1).Length);
    }

    private static void AssertClosed(string path)
    {
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.Length > 0);
    }

    [Fact]
    public void AFileThatIsCutWhileItIsOpen_IsNamed()
    {
        var (images, labels) = WriteIdx(2);
        var opened = DataSet.OpenIdx(images, labels);
        using (var file = new FileStream(images, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(15_000);
        Assert.Equal(10_000, opened.Floats(0, 0).Length);
        var message = Assert.Throws<InvalidDataException>(() => opened.Floats(0, 1).Length).Message;
        Assert.Contains($"'{images}' ends at byte 15000; it had 20016 when it was opened.", message);
    }
}
