using Xunit;

namespace ModelGen.Examples.Tests;

public sealed class PronounceTests : IDisposable
{
    private static readonly string[] Lines =
    [
        ";;; no entry", "TOMATO  T AH0 M EY1 T OW2", "TOMATO(1)  T AH0 M AA1 T OW2", "TOMATO(2)  T AH1 M AA0 T OW0", "CAT  K AE1 T", "CATS  K AE1 T S",
        "ACT  AE1 K T", "MAT  M AE1 T", "TOM  T AA1 M", "MOM'S  M AA1 M Z", "A.  EY1", "A42  EY1 F",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Dictionary_HasWordsOfLettersWithAllTheirPronunciations()
    {
        var entries = PronouncingDictionary.Parse(Lines);
        Assert.Equal(["tomato", "cat", "cats", "act", "mat", "tom", "mom's"], entries.Select(entry => entry.Letters));
        // The third differs in stress alone.
        Assert.Equal(2, entries[0].Pronunciations.Length);
        Assert.Equal(["T", "AH", "M", "AA", "T", "OW"], entries[0].Pronunciations[1]);
    }

    [Fact]
    public void Speaker_LearnsSavesAndLoads()
    {
        var entries = PronouncingDictionary.Parse(Lines);
        var speaker = Speaker.Create(entries, seed: 1);
        Assert.InRange(speaker.Test(entries).PerSequence, 0.5, 1);
        speaker.Train(entries, epochs: 250, seed: 1);
        Assert.Equal(0, speaker.Test(entries).PerSequence);

        var path = Path.Combine(folder, "pronounce.safetensors");
        speaker.Save(path);
        var loaded = Speaker.Load(path);
        var answers = loaded.Say(["cats", "tom"]);
        Assert.Equal(["K", "AE", "T", "S"], answers[0][0].Phonemes);
        Assert.Equal(["T", "AA", "M"], answers[1][0].Phonemes);
        Assert.InRange(answers[0][0].Probability, 0.5, 1);

        var attention = loaded.Attention("cats", ["K", "AE", "T", "S"]);
        Assert.Equal((4, 4), (attention.GetLength(0), attention.GetLength(1)));
        for (var phoneme = 0; phoneme < 4; phoneme++)
            Assert.Equal(1, Enumerable.Range(0, 4).Sum(letter => attention[phoneme, letter]), 1e-5f);
    }
}
