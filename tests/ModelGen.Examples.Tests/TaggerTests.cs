using ModelGen.Testing;
using ModelGen.Text;
using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class TaggerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void PartsOfSpeech_AreLearnedSavedAndLoaded()
    {
        var sentences = Sample(Treebank.EnglishSample, PartsTagger.Read);
        Assert.Equal(40, sentences.Length);
        var tagger = PartsTagger.Create(sentences, seed: 1);
        var before = Right(tagger, sentences);
        tagger.Train(sentences, epochs: 60, seed: 1);
        Assert.InRange(before, 0, 0.3);
        Assert.InRange(Right(tagger, sentences), 0.9, 1);
        Assert.True(tagger.Knows("Dog"));
        Assert.False(tagger.Knows("elephant"));

        var path = Path.Combine(folder, "parts.safetensors");
        tagger.Save(path);
        var loaded = PartsTagger.Load(path);
        foreach (var sentence in sentences)
            Assert.Equal(tagger.Tag(sentence.Units), loaded.Tag(sentence.Units));
        Assert.Equal(["DET", "NOUN", "VERB"], loaded.Tag(PartsTagger.Split("The dog sleeps"))[..3]);
    }

    [Fact]
    public void WordsOfTextWithoutSpaces_AreLearnedSavedAndLoaded()
    {
        var sentences = Sample(Treebank.ChineseSample, WordsTagger.Read);
        Assert.Equal(["我", "喜", "歡", "喝", "茶", "。"], sentences[0].Units);
        Assert.Equal(["S", "B", "E", "S", "S", "S"], sentences[0].Tags);
        var tagger = WordsTagger.Create(sentences, seed: 1);
        tagger.Train(sentences, epochs: 60, seed: 1);

        var path = Path.Combine(folder, "words.safetensors");
        tagger.Save(path);
        var loaded = WordsTagger.Load(path);
        Assert.InRange(Right(loaded, sentences), 0.9, 1);
        Assert.Equal(["我", "喜歡", "喝", "茶", "。"], loaded.Words("我喜歡喝茶。"));
    }

    [Fact]
    public void SentenceThatIsTooLong_IsTaggedInParts()
    {
        var sentences = Sample(Treebank.ChineseSample, WordsTagger.Read);
        var tagger = WordsTagger.Create(sentences, seed: 1);
        string[] units = [.. Enumerable.Repeat("茶", 2 * SequenceTagger.MaximumLength + 1)];
        tagger.Train([new(units, [.. units.Select(_ => "S")])], epochs: 1, seed: 1);
        Assert.Equal(units.Length, tagger.Tag(units).Length);
        Assert.Equal(units.Length, tagger.Words(string.Concat(units)).Sum(word => word.Length));
        Assert.Empty(tagger.Words(""));
    }

    [Fact]
    public void Words_AreCutAsInTheTreebank()
    {
        Assert.Equal(["I", "do", "n't", "think", "Mary", "'s", "here", "."], PartsTagger.Split("I don't think Mary's here."));
        Assert.Equal(["O'Hara", "sleeps"], PartsTagger.Split("O'Hara sleeps"));
    }

    [Fact]
    public async Task Treebank_IsKeptOnlyWhereItCanBeRead()
    {
        const string Sentence = "1\tYes\t_\tINTJ\t_\t_\t_\t_\t_\t_\n\n";
        await Download(Sentence, Sentence);
        Assert.True(Treebank.English.IsIn(folder));
        foreach (var file in Treebank.English.Files)
            File.Delete(Path.Combine(folder, file));

        await Assert.ThrowsAsync<TextFormatException>(() => Download(Sentence, "<html>\n"));
        var empty = await Assert.ThrowsAsync<InvalidDataException>(() => Download("", Sentence));
        Assert.Equal($"'{Treebank.English.Training}' has no sentence.", empty.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private async Task Download(string training, string test)
    {
        var contents = Treebank.English.Source.Zip(new[] { training, test });
        using var client = new HttpClient(new FakeWeb(contents.ToDictionary(file => file.First.Address, HttpContent (file) => new StringContent(file.Second))));
        await new Download(client).Run(Treebank.English, folder, new Progress<Transfer>(), TestContext.Current.CancellationToken);
    }

    private static double Right(SequenceTagger tagger, TaggedSentence[] sentences)
    {
        var accuracy = new SequenceAccuracy();
        foreach (var sentence in sentences)
            accuracy.Add<string>(tagger.Tag(sentence.Units), sentence.Tags);
        return accuracy.PerToken;
    }

    private static TaggedSentence[] Sample(Treebank bank, Func<ConlluSentence, TaggedSentence> read) =>
        [.. Conllu.Read(Path.Combine(Repository.Root, "examples", "data", bank.Name, bank.Training)).Select(read)];
}
