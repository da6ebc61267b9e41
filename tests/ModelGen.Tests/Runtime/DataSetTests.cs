using System.IO.Compression;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class DataSetTests : IDisposable
{
    private static readonly byte[] ImageFile = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 255, 102, 0, 255];
    private static readonly byte[] LabelFile = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Of_InfersWidthsFromTheNumberOfSamples()
    {
        var data = DataSet.Of([1f, 2f, 3f, 4f], [0, 1]);
        Assert.Equal(2, data.Count);
        Assert.Equal([3f, 4f], data.Floats(0, 1));
        Assert.Equal(1, data.Label(1));
        Assert.Equal([5f], DataSet.Of([1f, 2f, 3f, 4f], [4f, 5f], 2).Floats(1, 1));
    }

    [Fact]
    public void WithoutColumns_HasSamplesAlone()
    {
        Assert.Equal(5, DataSet.WithoutColumns(7).Slice(1, 5).Shuffle(1).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSet.WithoutColumns(0));
    }

    [Fact]
    public void Of_RefusesColumnsOfDifferentLengths()
    {
        Assert.Contains("Expected a multiple of 2 values, the number of samples, got 5", Assert.Throws<ArgumentException>("inputs", () => DataSet.Of(new float[5], new int[2])).Message);
        Assert.Throws<ArgumentException>("targets", () => DataSet.Of(new float[4], new float[5], 2));
        Assert.Contains("Expected 2 samples in column 1, as in column 0, got 3.", Assert.Throws<ArgumentException>("columns", () => DataSet.Of(DataColumn.Of(new float[4], 2), DataColumn.Of(new int[3]))).Message);
        Assert.Contains("Expected a multiple of 3 values, the width of a sample, got 4.", Assert.Throws<ArgumentException>("values", () => DataColumn.Of(new float[4], 3)).Message);
    }

    [Fact]
    public void Description_TellsSetsApart()
    {
        DataSet[] sets =
        [
            DataSet.Of([1f, 2, 3, 4], [0, 1]), DataSet.Of([1f, 2, 3, 4], [1, 0]), DataSet.Of([1f, 2, 3, -4], [0, 1]), DataSet.Of([1f, 2, 3, 4], [0f, 1], 2),
            DataSet.Of([1f, 2, 3, 4], [0, 1]).Select(1, 0), DataSet.WithoutColumns(2), DataSet.WithoutColumns(3),
            DataSet.Of(DataColumn.Of(Ragged.Of([1f, 2, 3], [1, 2]))), DataSet.Of(DataColumn.Of(Ragged.Of([1f, 2, 3], [2, 1]))),
        ];
        Assert.Distinct(sets.Select(set => set.Describe()));
        Assert.Equal(sets[0].Describe(), sets[4].Select(1, 0).Describe());
    }

    [Fact]
    public void Of_RefusesNothing()
    {
        Assert.Contains("A data set needs a sample: got no labels.", Assert.Throws<ArgumentException>("labels", () => DataSet.Of([], Array.Empty<int>())).Message);
        Assert.Contains("Expected a multiple of 2 values, the number of samples, got none.", Assert.Throws<ArgumentException>("inputs", () => DataSet.Of([], new int[2])).Message);
        Assert.Throws<ArgumentException>("targets", () => DataSet.Of(new float[4], [], 2));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => DataSet.Of(new float[4], new float[4], 0));
        Assert.Throws<ArgumentException>("columns", () => DataSet.Of());
        Assert.Throws<ArgumentOutOfRangeException>("width", () => DataColumn.Of(new float[4], 0));
    }

    [Fact]
    public void Nulls_AreNamed()
    {
        Assert.Throws<ArgumentNullException>("inputs", () => DataSet.Of(null!, new int[1]));
        Assert.Throws<ArgumentNullException>("labels", () => DataSet.Of(new float[1], (int[])null!));
        Assert.Throws<ArgumentNullException>("inputs", () => DataSet.Of(null!, new float[1], 1));
        Assert.Throws<ArgumentNullException>("targets", () => DataSet.Of(new float[1], null!, 1));
        Assert.Contains("Column 1", Assert.Throws<ArgumentNullException>("columns", () => DataSet.Of(DataColumn.Of(new int[1]), null!)).Message);
        Assert.Throws<ArgumentNullException>("values", () => DataColumn.Of((float[])null!, 1));
        Assert.Throws<ArgumentNullException>("values", () => DataColumn.Of((int[])null!));
        Assert.Throws<ArgumentNullException>("imagesPath", () => DataSet.ReadIdx(null!, "labels"));
        Assert.Throws<ArgumentNullException>("labelsPath", () => DataSet.ReadIdx("images", null!));
        Assert.Throws<ArgumentException>("imagesPath", () => DataSet.ReadIdx("", "labels"));
    }

    [Fact]
    public void Samples_OfAnotherTypeOrPlaceAreRefused()
    {
        var data = DataSet.Of(new float[4], new int[2]);
        Assert.Contains("Column 0 holds floats, not integers.", Assert.Throws<InvalidOperationException>(() => data.Integers(0, 0).Length).Message);
        Assert.Contains("Column 1 holds integers, not floats.", Assert.Throws<InvalidOperationException>(() => data.Floats(1, 0).Length).Message);
        Assert.Throws<ArgumentOutOfRangeException>("column", () => data.Floats(2, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>("row", () => data.Label(2));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => data.Slice(0, 1).Floats(0, -1).Length);
    }

    [Fact]
    public void Slice_And_Split_AreViewsInOrder()
    {
        var data = DataSet.Of([10f, 11f, 12f, 13f, 14f], [0, 1, 2, 3, 4]);
        Assert.Equal([1, 2, 3], Labels(data.Slice(1, 3)));
        var (first, others) = data.Split(2);
        Assert.Equal([0, 1], Labels(first));
        Assert.Equal([2, 3, 4], Labels(others));
        Assert.Equal([13f], others.Slice(1, 2).Floats(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => data.Slice(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => data.Slice(3, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => data.Slice(6, 0));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => data.Split(6));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => data.Split(-1));
    }

    [Fact]
    public void Shuffle_IsDecidedByTheSeed_OnEveryMachine()
    {
        var data = DataSet.Of(new float[10], [.. Enumerable.Range(0, 10)]);
        var shuffled = Labels(data.Shuffle(1));
        Assert.Equal(Enumerable.Range(0, 10), shuffled.Order());
        Assert.Equal([0, 1, 8, 6, 7, 2, 4, 9, 3, 5], shuffled);
        Assert.NotEqual(shuffled, Labels(data.Shuffle(2)));
        Assert.Equal(Enumerable.Range(0, 10), Labels(data));
    }

    [Fact]
    public void Shuffle_TakesEachOrderEquallyOften()
    {
        var data = DataSet.Of(new float[3], [0, 1, 2]);
        var counts = Enumerable.Range(0, 6000).GroupBy(seed => string.Concat(Labels(data.Shuffle(seed)))).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(6, counts.Count);
        // Five standard deviations around 1,000.
        Assert.All(counts.Values, count => Assert.InRange(count, 855, 1145));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadIdx_ReadsPlainAndZippedFiles(bool isZipped)
    {
        var data = DataSet.ReadIdx(Write("images", ImageFile, isZipped), Write("labels", LabelFile, isZipped));
        Assert.Equal(2, data.Count);
        Assert.Equal([0f, 0.2f, 1f], data.Floats(0, 0));
        Assert.Equal([0.4f, 0f, 1f], data.Floats(0, 1));
        Assert.Equal([7, 9], Labels(data));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadIdx_RefusesEveryTruncatedFile(bool isZipped)
    {
        var labelsPath = Write("labels", LabelFile, isZipped);
        var whole = File.ReadAllBytes(Write("images", ImageFile, isZipped));
        // The last ten bytes of a zipped file may come after its values: an end mark, a checksum and a length.
        for (var length = 0; length < whole.Length - (isZipped ? 10 : 0); length++)
        {
            var path = Write("cut", whole[..length], isZipped: false);
            Assert.Contains("'" + path + "'", Assert.Throws<InvalidDataException>(() => DataSet.ReadIdx(path, labelsPath)).Message);
        }
    }

    [Theory]
    [InlineData(0, 1, "no IDX file")]
    [InlineData(2, 0x0d, "type 0x0d; expected unsigned bytes, 0x08")]
    [InlineData(3, 0, "no IDX file")]
    [InlineData(4, 0x7f, "truncated or damaged")]
    [InlineData(4, 0xff, "truncated or damaged")]
    [InlineData(7, 3, "expected 9 values for the sizes 3 × 1 × 3, got 6")]
    public void ReadIdx_SaysWhatIsWrong(int position, byte value, string message)
    {
        var damaged = ImageFile.ToArray();
        damaged[position] = value;
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => DataSet.ReadIdx(Write("images", damaged), Write("labels", LabelFile))).Message);
    }

    [Fact]
    public void ReadIdx_RefusesFilesThatDoNotBelongTogether()
    {
        var (imagesPath, labelsPath) = (Write("images", ImageFile), Write("labels", LabelFile));
        Assert.Contains("2 samples", Assert.Throws<InvalidDataException>(() => DataSet.ReadIdx(imagesPath, Write("one", [0, 0, 8, 1, 0, 0, 0, 1, 7]))).Message);
        Assert.Contains("labels have one", Assert.Throws<InvalidDataException>(() => DataSet.ReadIdx(imagesPath, imagesPath)).Message);
        Assert.Contains("images have two or more", Assert.Throws<InvalidDataException>(() => DataSet.ReadIdx(labelsPath, labelsPath)).Message);
        Assert.Throws<FileNotFoundException>(() => DataSet.ReadIdx(imagesPath, Path.Combine(folder, "none")));
    }

    [Fact]
    public void ReadCifar_ReadsFilesInOrder()
    {
        var data = DataSet.ReadCifar(Write("first", [.. CifarImage(label: 3, value: 51), .. CifarImage(label: 9, value: 255)]), Write("second", CifarImage(label: 0, value: 102)));
        Assert.Equal(3, data.Count);
        Assert.Equal([3, 9, 0], Labels(data));
        Assert.Equal(3 * 32 * 32, data.Floats(0, 0).Length);
        Assert.Equal([0.2f, 1f, 0.4f], Enumerable.Range(0, 3).Select(row => data.Floats(0, row)[^1]));
        Assert.Equal(0f, data.Floats(0, 1)[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3074)]
    public void ReadCifar_RefusesATruncatedFile(int length)
    {
        var path = Write("cut", new byte[length]);
        var message = Assert.Throws<InvalidDataException>(() => DataSet.ReadCifar(path)).Message;
        Assert.Contains($"'{path}' is truncated or no CIFAR-10 file: expected a multiple of 3073 bytes, those of an image, got {length}.", message);
    }

    [Fact]
    public void ReadCifar_SaysWhatIsWrong()
    {
        var path = Write("foreign", [.. CifarImage(label: 3, value: 51), .. CifarImage(label: 10, value: 51)]);
        Assert.Contains($"'{path}' is no CIFAR-10 file: expected a class from 0 to 9 at byte 3073, got 10.", Assert.Throws<InvalidDataException>(() => DataSet.ReadCifar(path)).Message);
        Assert.Throws<ArgumentException>("paths", () => DataSet.ReadCifar());
        Assert.Throws<ArgumentException>("paths", () => DataSet.ReadCifar(""));
        Assert.Throws<FileNotFoundException>(() => DataSet.ReadCifar(Path.Combine(folder, "none")));
    }

    // A black image but for its last value.
    private static byte[] CifarImage(byte label, byte value) => [label, .. new byte[3 * 32 * 32 - 1], value];

    private static int[] Labels(DataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private string Write(string name, byte[] bytes, bool isZipped = false)
    {
        var path = Path.Combine(folder, name);
        using var file = File.Create(path);
        using Stream stream = isZipped ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(bytes);
        return path;
    }
}
