using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class VocabularyTests : IDisposable
{
    private static readonly VocabularyOptions AllMarkers = new() { Padding = "<pad>", Begin = "<s>", End = "</s>" };

    private static readonly string[] Words = "the cat saw the dog and the bird saw a cat".Split(' ');

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Words_AreOrderedByCount_ThenOrdinally()
    {
        var vocabulary = Vocabulary.Build(Words);
        Assert.Equal(["<unk>", "the", "cat", "saw", "a", "and", "bird", "dog"], vocabulary.Entries);
        Assert.Equal([0, 3, 2, 2, 1, 1, 1, 1], vocabulary.Counts.ToArray());
        Assert.Equal((0, null, null, null), (vocabulary.UnknownIndex, vocabulary.PaddingIndex, vocabulary.BeginIndex, vocabulary.EndIndex));
    }

    [Fact]
    public void Rare_AndTooManyWords_AreUnknown()
    {
        var frequent = Vocabulary.Build(Words, AllMarkers with { MinimumCount = 2 });
        Assert.Equal(["<pad>", "<unk>", "<s>", "</s>", "the", "cat", "saw"], frequent.Entries);
        Assert.Equal([0, 4, 0, 0, 3, 2, 2], frequent.Counts.ToArray());
        Assert.Equal((0, 1, 2, 3), (frequent.PaddingIndex, frequent.UnknownIndex, frequent.BeginIndex, frequent.EndIndex));
        var few = Vocabulary.Build(Words, new VocabularyOptions { MaximumSize = 3 });
        Assert.Equal(["<unk>", "the", "cat"], few.Entries);
        Assert.Equal([6, 3, 2], few.Counts.ToArray());
        Assert.Equal([1, 0, 2], few.Encode(["the", "zebra", "cat"]));
    }

    [Fact]
    public void Markers_ThatStandInTheText_AreThemselves()
    {
        var vocabulary = Vocabulary.Build(["a", "<unk>", "a", "<unk>", "<unk>"]);
        Assert.Equal(["<unk>", "a"], vocabulary.Entries);
        Assert.Equal([3, 2], vocabulary.Counts.ToArray());
    }

    [Fact]
    public void Encoding_AddsBeginAndEnd_AndDecodingStopsThere()
    {
        var vocabulary = Vocabulary.Build(Words, AllMarkers);
        var encoded = vocabulary.Encode(["the", "cat"], addBegin: true, addEnd: true);
        Assert.Equal([2, 4, 5, 3], encoded);
        Assert.Equal(["the", "cat"], vocabulary.Decode([.. encoded, 4, 0, 0]));
        Assert.Equal(["<s>", "the", "cat", "</s>", "the", "<pad>"], vocabulary.Decode([.. encoded, 4, 0], keepMarkers: true));
        Assert.Equal(["<unk>"], vocabulary.Decode(vocabulary.Encode(["zebra"])));
    }

    [Fact]
    public void KnownWords_ComeBack_AndCountsAddUp() => Gen.String[Gen.Char.AlphaNumeric, 1, 3].Array.Sample(words =>
    {
        var vocabulary = Vocabulary.Build(words, AllMarkers with { MaximumSize = 30 });
        Assert.Equal(words.Length, vocabulary.Counts.ToArray().Sum());
        var known = words.Where(word => vocabulary.TryGetIndex(word, out _)).ToArray();
        Assert.Equal(known, vocabulary.Decode(vocabulary.Encode(known, addBegin: true, addEnd: true)));
        Assert.Equal(vocabulary.Entries, Vocabulary.Build(words.Reverse(), AllMarkers with { MaximumSize = 30 }).Entries);
    });

    [Fact]
    public void AVocabulary_IsSavedInTheFileOfTheWeights()
    {
        var path = folder.PathOf("model.safetensors");
        var model = new Twice(seed: 1);
        model.Save(path);
        var source = Vocabulary.Build([.. Words, "naïve", "\"", "𝒳", "你好", "\\"], AllMarkers);
        source.Save(path, "source");
        Vocabulary.Of(["NOUN", "VERB"]).Save(path, "tags");
        source.Save(path, "source");

        var loaded = new Twice(seed: 2);
        loaded.Load(path);
        Assert.Equal(model.Parameters.Values.ToArray(), loaded.Parameters.Values.ToArray());
        var again = Vocabulary.Load(path, "source");
        Assert.Equal(source.Entries, again.Entries);
        Assert.Equal(source.Counts.ToArray(), again.Counts.ToArray());
        Assert.Equal((0, 1, 2, 3), (again.PaddingIndex, again.UnknownIndex, again.BeginIndex, again.EndIndex));
        var tags = Vocabulary.Load(path, "tags");
        Assert.Equal(["NOUN", "VERB"], tags.Entries);
        Assert.Null(tags.UnknownIndex);
    }

    [Fact]
    public void AVocabulary_HasAFileOfItsOwn_OrSharesANormalizations()
    {
        var path = folder.PathOf("words.safetensors");
        Vocabulary.Of(["x"]).Save(path);
        Normalization.FitStandard(DataSet.Of([1f, 3], [0, 1])).Save(path);
        Assert.Equal(["x"], Vocabulary.Load(path).Entries);
        Assert.Equal([2f], Normalization.Load(path).Shift.ToArray());
    }

    [Theory]
    [InlineData("{}", "given key")]
    [InlineData("[]", "")]
    [InlineData("{\"entries\":[\"a\"],\"counts\":[]}", "do not belong together")]
    [InlineData("{\"entries\":[\"a\",\"a\"],\"counts\":[1,1]}", "'a' is there twice")]
    [InlineData("{\"entries\":[null],\"counts\":[1]}", "null")]
    [InlineData("{\"entries\":[\"a\"],\"counts\":[1],\"end\":\"b\"}", "the markers b")]
    [InlineData("{\"entries\":", "")]
    public void DamagedVocabularies_AreRefused(string text, string message)
    {
        var path = folder.PathOf("words.safetensors");
        Safetensors.Write(path, [], new Dictionary<string, string> { ["vocabulary:words"] = text });
        var exception = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path));
        Assert.StartsWith($"'{path}': the text 'vocabulary:words' is damaged: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        var path = folder.PathOf("words.safetensors");
        Vocabulary.Of(["x"]).Save(path);
        Assert.Contains("'vocabulary:other'", Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path, "other")).Message);
        Assert.Throws<FileNotFoundException>(() => Vocabulary.Load(folder.PathOf("none.safetensors")));
        var words = Vocabulary.Of(["x", "y"]);
        Assert.Contains("Word 1, 'z'", Assert.Throws<ArgumentException>("words", () => words.Encode(["x", "z"])).Message);
        Assert.Throws<ArgumentException>("word", () => words.IndexOf("z"));
        Assert.Throws<InvalidOperationException>(() => words.Encode([], addBegin: true));
        Assert.Throws<InvalidOperationException>(() => words.Encode([], addEnd: true));
        Assert.Contains("0 to 1 at position 2", Assert.Throws<ArgumentOutOfRangeException>("encoded", () => words.Decode([0, 1, 2])).Message);
        Assert.Throws<ArgumentOutOfRangeException>("index", () => words[-1]);
        Assert.Throws<ArgumentException>("words", () => Vocabulary.Of(["x", "x"]));
        Assert.Throws<ArgumentException>("words", () => Vocabulary.Of(["\ud800"]));
        Assert.Throws<ArgumentException>("counts", () => Vocabulary.Build([""]));
        Assert.Throws<ArgumentException>("options", () => Vocabulary.Build([], AllMarkers with { Begin = "<pad>" }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => Vocabulary.Build([], AllMarkers with { MaximumSize = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => Vocabulary.Build([], AllMarkers with { MinimumCount = 0 }));
    }
}
