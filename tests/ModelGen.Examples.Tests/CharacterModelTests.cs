using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class CharacterModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Writer.LstmName)]
    [InlineData(Writer.TransformerName)]
    public void Writer_LearnsSavesLoadsAndGoesOnBeyondWhatItSees(string name)
    {
        var text = string.Concat(Enumerable.Repeat("abcde fgh. ", 100));
        var writer = Writer.Create(name, text, seed: 1);
        var before = writer.BitsPerCharacter(text);
        writer.Train(text, epochs: 150, seed: 1);
        Assert.InRange(writer.BitsPerCharacter(text), 0, 0.5);
        Assert.True(before > 3);

        var path = Path.Combine(folder, "writer.safetensors");
        writer.Save(path);
        var written = string.Concat(Writer.Load(name, path).Write("abc", 300, new SamplingOptions { Temperature = 0 }));
        Assert.StartsWith("de fgh. abcde fgh. ", written, StringComparison.Ordinal);
        Assert.Equal(300, written.Length);
        Assert.Contains("abcde fgh. abcde fgh.", written[200..], StringComparison.Ordinal);
    }
}
