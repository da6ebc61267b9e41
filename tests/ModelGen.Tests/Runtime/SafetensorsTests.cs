using System.Buffers.Binary;
using System.Text;
using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

public sealed class SafetensorsTests : IDisposable
{
    private const string Weight = """ "dense1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]} """;
    private const string Bias = """ "dense1.bias":{"dtype":"F32","shape":[1],"data_offsets":[8,12]} """;
    private const string Mean = """ "running_mean":{"dtype":"F32","shape":[1],"data_offsets":[12,16]} """;
    private const string Batches = """ "num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[16,24]} """;
    private static readonly byte[] Values = [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64, 5, 0, 0, 0, 0, 0, 0, 0];
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    private static Engine NewEngine(int seed = 1) => new LinearModel(2, 1, ScoreKind.None).NewEngine(seed);

    [Fact]
    public void Save_And_Load_KeepEveryBit()
    {
        var (saved, loaded) = (NewEngine(), NewEngine(2));
        var (inputs, targets) = Samples.Line(20);
        saved.TrainStep(0, Columns.Of(inputs, targets));
        var before = loaded.Predict(0, [1f, 2f]);
        saved.Save(path);
        loaded.Load(path);
        Assert.Equal(saved.Parameters.Values, loaded.Parameters.Values);
        Assert.Equal(saved.State.Values, loaded.State.Values);
        Assert.Equal(saved.Predict(0, [1f, 2f]), loaded.Predict(0, [1f, 2f]));
        Assert.NotEqual(before, loaded.Predict(0, [1f, 2f]));
    }

    [Fact]
    public void Save_WritesTheFormat()
    {
        var engine = NewEngine();
        engine.Parameters.Set("dense1.weight", [1f, 2f]);
        engine.Save(path);
        var bytes = File.ReadAllBytes(path);
        var header = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        Assert.Equal(
            """{"num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"dense1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"dense1.bias":{"dtype":"F32","shape":[1],"data_offsets":[16,20]},"running_mean":{"dtype":"F32","shape":[1],"data_offsets":[20,24]}}""",
            Encoding.UTF8.GetString(bytes, 8, header).TrimEnd());
        Assert.Equal(8 + header + 24, bytes.Length);
        Assert.Equal(2f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + header + 12)));
    }

    [Fact]
    public void Save_LeavesNothing_WhereItFails()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        // In one there is no such folder, in the other a folder stands where the file should be and the rename fails.
        Directory.CreateDirectory(Path.Combine(folder, "taken"));
        foreach (var target in (string[])[Path.Combine(folder, "none", "weights"), Path.Combine(folder, "taken")])
        {
            var message = Assert.Throws<IOException>(() => NewEngine().Save(target)).Message;
            Assert.StartsWith($"'{target}' cannot be written: ", message);
            Assert.DoesNotContain($"{Path.GetFileName(target)}.", message);
        }

        Assert.Equal(["taken"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Save_TakesUpWhatAKilledOneLeft()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var target = Path.Combine(folder, "weights");
        File.WriteAllBytes(target + ".tmp", new byte[100_000]);
        NewEngine().Save(target);
        Assert.Equal(["weights"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        NewEngine(2).Load(target);

        // Another save of the same file is at work: its part is not touched.
        using (var other = new FileStream(target + ".tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            Assert.StartsWith($"'{target}' cannot be written: ", Assert.Throws<IOException>(() => NewEngine().Save(target)).Message);
            Assert.True(File.Exists(target + ".tmp"));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Load_ReadsAFileInAnyOrder_WithMetadata()
    {
        Write($$"""{"__metadata__":{"format":"pt"},{{Batches}},{{Mean}},{{Bias}},{{Weight}}}""");
        var engine = NewEngine();
        engine.Load(path);
        Assert.Equal([1f, 2f, 3f], engine.Parameters.Values);
        Assert.Equal([4f, 5f], engine.State.Values);
    }

    [Theory]
    [InlineData("F64", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f }, 1.5f)]
    [InlineData("F16", new byte[] { 0x00, 0x3e }, 1.5f)]
    [InlineData("BF16", new byte[] { 0xc0, 0xbf }, -1.5f)]
    [InlineData("I64", new byte[] { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, -2f)]
    public void Read_ConvertsOtherTypes(string type, byte[] bytes, float expected)
    {
        Write($$"""{"x":{"dtype":"{{type}}","shape":[1],"data_offsets":[0,{{bytes.Length}}]} }""", bytes);
        Assert.Equal([expected], Assert.Single(Safetensors.Read(path)).Values);
    }

    [Theory]
    [InlineData("lacks the tensor 'dense1.bias': expected the shape [1]", Weight, """ "x":{"dtype":"F32","shape":[1],"data_offsets":[8,12]} """, Mean, Batches)]
    [InlineData("holds the tensor 'x' of shape [0]", Weight, Bias, Mean, Batches, """ "x":{"dtype":"F32","shape":[0],"data_offsets":[24,24]} """)]
    [InlineData("the tensor 'dense1.weight' has the shape [2]; expected [1, 2]", """ "dense1.weight":{"dtype":"F32","shape":[2],"data_offsets":[0,8]} """, Bias, Mean, Batches)]
    public void Load_RefusesAnotherModelsTensors(string message, params string[] entries) => AssertRefused($"{{{string.Join(',', entries)}}}", message);

    [Theory]
    [InlineData("""[1]""", "the header is a JSON StartArray, expected StartObject")]
    [InlineData("""{"x":3}""", "the tensor 'x' is a JSON Number")]
    [InlineData("""{"x":{"dtype":"F32","shape":[6]}}""", "lacks its type, shape or two offsets")]
    [InlineData("""{"x":{"dtype":"F32","shape":[6],"data_offsets":[0,24,24]}}""", "lacks its type, shape or two offsets")]
    [InlineData("""{"x":{"dtype":"I32","shape":[6],"data_offsets":[0,24]}}""", "the tensor 'x' holds I32; expected one of F32, I64, F64, F16, BF16")]
    [InlineData("""{"x":{"dtype":"F32","shape":[7],"data_offsets":[0,24]}}""", "expected 28 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-6],"data_offsets":[0,24]}}""", "the shape of 'x' holds a number that is no size")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "the tensor 'x' of shape [4294967296, 4294967296]")]
    [InlineData("""{"x":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,24]}}""", "no size")]
    [InlineData("""{"x":{"dtype":"F32","shape":["6"],"data_offsets":[0,24]}}""", "something other than numbers")]
    [InlineData("""{"x":{"dtype":"F32","shape":[6],"data_offsets":[24,0]}}""", "offsets 24 and 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"x":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}""", "the tensor 'x' occurs twice")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"y":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}""", "'y' begins at byte 8 of the values; expected 16")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}""", "'y' begins at byte 12 of the values; expected 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}""", "'x' begins at byte 8 of the values; expected 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[5],"data_offsets":[0,20]}}""", "truncated or damaged")]
    [InlineData("""{"x":{"dtype":"F32","shape":[6],"data_offsets":[0,24]}""", "expected a header in JSON")]
    [InlineData("""not json""", "no safetensors file: expected a header in JSON, which ends being JSON at its byte 1, line 0.")]
    public void Load_RefusesADamagedHeader(string header, string message) => AssertRefused(header, message);

    [Fact]
    public void Nulls_AreNamed()
    {
        Assert.Throws<ArgumentNullException>("path", () => NewEngine().Save(null!));
        Assert.Throws<ArgumentNullException>("path", () => NewEngine().Load(null!));
        Assert.Throws<ArgumentException>("path", () => NewEngine().Save(""));
        Assert.Throws<ArgumentNullException>("path", () => Safetensors.Write(null!, []));
        Assert.Throws<ArgumentNullException>("tensors", () => Safetensors.Write(path, null!));
        Assert.Throws<ArgumentNullException>("Shape", () => new StoredTensor("x", null!, []));
    }

    [Fact]
    public void Write_RefusesTensorsThatNoFileCanHold()
    {
        Assert.Contains("Expected 6 values for 'x' [2, 3], got 5.", Assert.Throws<ArgumentException>("tensors", () => Safetensors.Write(path, [new StoredTensor("x", [2, 3], new float[5])])).Message);
        Assert.Contains("'x'", Assert.Throws<ArgumentException>("tensors", () => Safetensors.Write(path, [new StoredTensor("x", [], [1f]), new StoredTensor("x", [1], [1f])])).Message);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(100_000_001)]
    public void Load_RefusesAnImpossibleHeaderLength(long length)
    {
        Write($"{{{Weight},{Bias},{Mean},{Batches}}}");
        var bytes = File.ReadAllBytes(path);
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        File.WriteAllBytes(path, bytes);
        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => NewEngine().Load(path)).Message);
    }

    [Fact]
    public void Load_KeepsTheCount_WhereTheFileHasNone()
    {
        var engine = NewEngine();
        var (inputs, targets) = Samples.Line(20);
        engine.TrainStep(0, Columns.Of(inputs, targets));
        Assert.Equal(1, engine.State["num_batches_tracked"].Values[0]);
        Write($"{{{Weight},{Bias},{Mean}}}", Values[..16]);
        engine.Load(path);
        Assert.Equal([1f, 2f], engine.Parameters["dense1.weight"].Values);
        Assert.Equal(4f, engine.State["running_mean"].Values[0]);
        Assert.Equal(1, engine.State["num_batches_tracked"].Values[0]);
    }

    [Fact]
    public void Load_RefusesEveryTruncatedFile_AndKeepsTheModel()
    {
        NewEngine().Save(path);
        var whole = File.ReadAllBytes(path);
        var engine = NewEngine(2);
        var before = engine.Parameters.Values.ToArray();
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => engine.Load(path)).Message);
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Throws<InvalidDataException>(() => engine.Load(path));
        Assert.Equal(before, engine.Parameters.Values);
    }

    [Fact]
    public void Load_OfAnyDamagedHeader_LoadsOrSaysWhatIsWrong()
    {
        NewEngine().Save(path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(damaged.Length - 24)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);
            var exception = Record.Exception(() => NewEngine().Load(path));
            Assert.True(exception is null or InvalidDataException, $"{exception}");
        }
    }

    private void AssertRefused(string header, string message)
    {
        Write(header);
        var engine = NewEngine();
        var before = engine.Parameters.Values.ToArray();
        var exception = Assert.Throws<InvalidDataException>(() => engine.Load(path));
        Assert.Contains($"'{path}'", exception.Message);
        Assert.Contains(message, exception.Message);
        Assert.Equal(before, engine.Parameters.Values);
    }

    private void Write(string header, byte[]? data = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(path, [.. length, .. json, .. data ?? Values]);
    }
}
