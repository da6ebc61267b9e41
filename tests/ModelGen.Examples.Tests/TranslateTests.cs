using ModelGen.Testing;
using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class TranslateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(Translator.LstmName)]
    [InlineData(Translator.TransformerName)]
    public void Translator_LearnsSavesAndLoads(string name)
    {
        var pairs = Sample().Take(10).ToArray();
        var translator = Translator.Create(name, pairs, seed: 1);
        var before = translator.Test(pairs).Score;
        translator.Train(pairs, epochs: 200, seed: 1);
        Assert.InRange(before, 0, 20);
        Assert.InRange(translator.Test(pairs).Score, 90, 100.001);

        var path = Path.Combine(folder, "translator.safetensors");
        translator.Save(path);
        Assert.Equal(["猫在睡觉。", "她喝咖啡。"], Translator.Load(name, path).Translate(["The cat is sleeping.", "She drinks coffee."]));
    }

    [Fact]
    public void Sample_IsReadWhole()
    {
        var pairs = Sample();
        Assert.Equal(26, pairs.Length);
        Assert.Equal(new("The cat is sleeping.", "猫在睡觉。"), pairs[0]);
        Assert.All(pairs, pair => Assert.True(Translator.Fits(pair)));
    }

    [Fact]
    public void Pairs_OfOneSentence_AreInOnePart()
    {
        SentencePair[] pairs = [.. Enumerable.Range(0, 40).Select(i => new SentencePair($"{i / 2}", $"{i}"))];
        var (training, validation, test) = SentencePairs.Part(pairs, count: 5);
        Assert.Equal((20, 10, 10), (training.Length, validation.Length, test.Length));
        Assert.Equal(20, training.Concat(validation).Concat(test).Select(pair => pair.Chinese).Distinct().Count() / 2);
        Assert.Equal(20, new[] { training, validation, test }.Sum(part => part.Select(pair => pair.English).Distinct().Count()));
    }

    [Fact]
    public void LineWithoutTab_IsNamed()
    {
        var path = Path.Combine(folder, "pairs.tsv");
        File.WriteAllText(path, "Hi.\t嗨。\nHi.\n");
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => SentencePairs.Read(path)).Message, StringComparison.Ordinal);
    }

    private static SentencePair[] Sample() =>
        SentencePairs.Read(Path.Combine(Repository.Root, "examples", "data", SentencePairs.Sample.Name, SentencePairs.Sample.File));
}
