using System.Text;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_AreRead_WithoutMarksAndEnds()
    {
        var path = folder.PathOf("text.txt");
        File.WriteAllText(path, "first\r\n\n你好 𝒳\u0085\u2028x\nlast", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(["first", "", "你好 𝒳\u0085\u2028x", "last"], TextFile.ReadLines(path));
        Assert.Empty(TextFile.ReadLines(folder.Write("empty.txt", "")));
    }

    [Fact]
    public void Lines_AreReadWhenTheyAreAskedFor()
    {
        var path = folder.PathOf("bad.txt");
        File.WriteAllBytes(path, [.. "one\ntwo "u8, 0xFF, .. " x\n"u8]);
        Assert.Equal(["one"], TextFile.ReadLines(path).Take(1));
        var exception = Assert.Throws<TextFormatException>(() => TextFile.ReadLines(path).Count());
        Assert.Equal($"'{path}', line 2: expected UTF-8, got the byte 0xFF at byte 4.", exception.Message);
        Assert.Equal((path, 2), (exception.Path, exception.Line));
        Assert.Throws<FileNotFoundException>(() => TextFile.ReadLines(folder.PathOf("none.txt")).Count());
        Assert.Throws<ArgumentException>("path", () => TextFile.ReadLines(""));
    }

    [Fact]
    public void Pairs_AreTwoFieldsOfALine()
    {
        var path = folder.Write("pairs.tsv", "Hi.\t嗨。\tCC-BY\nRun \"now\".\t \tx\n");
        Assert.Equal([("Hi.", "嗨。"), ("Run \"now\".", " ")], TextFile.ReadPairs(path));
        Assert.Equal([("CC-BY", "Hi."), ("x", "Run \"now\".")], TextFile.ReadPairs(path, 2, 0));
        var short2 = folder.Write("short.tsv", "a\tb\nc\n");
        var exception = Assert.Throws<TextFormatException>(() => TextFile.ReadPairs(short2).ToList());
        Assert.Equal($"'{short2}', line 2: expected 2 fields or more, parted by tabs, got 1.", exception.Message);
        Assert.Throws<ArgumentOutOfRangeException>("second", () => TextFile.ReadPairs(path, 0, -1));
    }
}
