using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>Pretrained weights, whole or in part.</summary>
public sealed class LoadTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static float[] Weight => [1, 2, 3, 4];

    public void Dispose() => File.Delete(path);

    private static Engine NewEngine() => new LinearModel(2, 2, ScoreKind.None).NewEngine();

    private void Write(params StoredTensor[] tensors) => Safetensors.Write(path, tensors);

    [Fact]
    public void Pattern_LoadsWhatItNames()
    {
        Write(new("dense1.weight", [2, 2], Weight), new("head.weight", [3], new float[3]));
        var engine = NewEngine();
        var report = engine.Load(path, new LoadOptions { Pattern = "*.weight" });
        Assert.Equal(Weight, engine.Parameters["dense1.weight"].Values.ToArray());
        Assert.Equal(["dense1.weight"], report.Loaded);
        Assert.Empty(report.Missing.Concat(report.Misshapen));
        Assert.Equal(["head.weight"], report.Unexpected);
        Assert.Contains("dense2", Assert.Throws<ArgumentException>(() => engine.Load(path, new LoadOptions { Pattern = "dense2" })).Message, StringComparison.Ordinal);
        Assert.Contains("'dense1.bias'", Assert.Throws<InvalidDataException>(() => engine.Load(path, new LoadOptions { Pattern = "dense1" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NotStrict_LoadsWhatFits()
    {
        Write(new("dense1.weight", [2, 2], Weight), new("dense1.bias", [3], new float[3]), new("head.weight", [3], new float[3]));
        var engine = NewEngine();
        var report = engine.Load(path, new LoadOptions { IsStrict = false });
        Assert.Equal(Weight, engine.Parameters["dense1.weight"].Values.ToArray());
        Assert.Equal(
            string.Join(Environment.NewLine, "loaded 1", "missing 2: running_mean, num_batches_tracked", "of another shape 1: dense1.bias [3] for [2]", "not the model's 1: head.weight"), report.ToString());
    }

    [Fact]
    public void Rename_GivesTheModelsNames()
    {
        Write(new("features.fc.weight", [2, 2], Weight), new("features.fc.bias", [2], [5, 6]), new("old", [1], [0]));
        var engine = NewEngine();
        engine.Load(path, new LoadOptions { Pattern = "dense1", Rename = name => name == "old" ? null : name.Replace("features.fc", "dense1", StringComparison.Ordinal) });
        Assert.Equal([1, 2, 3, 4, 5, 6], engine.Parameters.Values.ToArray());
        Assert.Contains("'x'", Assert.Throws<ArgumentException>(() => engine.Load(path, new LoadOptions { IsStrict = false, Rename = _ => "x" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_IsReadBack()
    {
        Safetensors.Write(path, [new("x", [1], [1])], new Dictionary<string, string> { ["format"] = "pt", ["note"] = "\"quoted\"" });
        Assert.Equal([("format", "pt"), ("note", "\"quoted\"")], Safetensors.ReadMetadata(path).Select(text => (text.Key, text.Value)));
        Assert.Equal([1], Assert.Single(Safetensors.Read(path)).Values);
    }
}
