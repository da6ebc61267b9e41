using System.Text;
using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class BytePairTests : IDisposable
{
    private static readonly Gen<string> Texts = Pieces.OneOf("a", "b", "ab", "abc", "𝒳", "你", "好", " ", "\n").Array[0, 40].Select(string.Concat);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string[] WordsOf(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static List<string> CharactersOf(string word) => ["▁", .. word.EnumerateRunes().Select(rune => rune.ToString())];

    /// <summary>The definition of splitting: of the pairs that stand there the one learned first is merged, from the left, again and again.</summary>
    private static List<string> Split(IReadOnlyList<string> merges, string word)
    {
        var ranks = merges.Select((merge, rank) => (merge, rank)).ToDictionary(merge => merge.merge, merge => merge.rank);
        var pieces = CharactersOf(word);
        while (true)
        {
            var first = Enumerable.Range(0, pieces.Count - 1)
                .Where(place => ranks.ContainsKey($"{pieces[place]} {pieces[place + 1]}"))
                .OrderBy(place => ranks[$"{pieces[place]} {pieces[place + 1]}"])
                .Cast<int?>().FirstOrDefault();
            if (first is not { } place)
                return pieces;
            pieces[place] += pieces[place + 1];
            pieces.RemoveAt(place + 1);
        }
    }

    /// <summary>What learning does with a word: each merge everywhere in it, in the order of learning.</summary>
    private static List<string> Merge(IReadOnlyList<string> merges, string word)
    {
        var pieces = CharactersOf(word);
        foreach (var merge in merges.Select(merge => merge.Split(' ')))
        {
            for (var i = 0; i + 1 < pieces.Count; i++)
            {
                if (pieces[i] == merge[0] && pieces[i + 1] == merge[1])
                {
                    pieces[i] += pieces[i + 1];
                    pieces.RemoveAt(i + 1);
                }
            }
        }

        return pieces;
    }

    /// <summary>The definition: counts all pairs anew for each merge.</summary>
    private static List<string> Learn(string[] texts, int merges)
    {
        var words = texts.SelectMany(WordsOf).ToList();
        var learned = new List<string>();
        while (learned.Count < merges)
        {
            var pairs = new Dictionary<string, int>();
            foreach (var word in words)
            {
                var pieces = Merge(learned, word);
                for (var i = 1; i < pieces.Count; i++)
                    pairs[$"{pieces[i - 1]} {pieces[i]}"] = pairs.GetValueOrDefault($"{pieces[i - 1]} {pieces[i]}") + 1;
            }

            var best = pairs.Where(pair => pair.Value >= 2).OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key.Split(' ')[0], StringComparer.Ordinal).ThenBy(pair => pair.Key.Split(' ')[1], StringComparer.Ordinal)
                .Select(pair => pair.Key).FirstOrDefault();
            if (best is null)
                break;
            learned.Add(best);
        }

        return [.. learned.Distinct()];
    }

    [Fact]
    public void TheMostFrequentPair_IsMergedFirst()
    {
        // By hand: "w e" 8, "e s" 9, "s t" 9, "l o" 7: as in Sennrich et al., with the mark before the word.
        string[] texts = ["low low low low low", "lower lower", "newest newest newest newest newest newest", "widest widest widest"];
        var tokenizer = BytePairTokenizer.Train(texts, size: 17);
        Assert.Equal(["e s", "es t", "l o", "lo w", "▁ low"], tokenizer.Merges);
        Assert.Equal(["<unk>", "d", "e", "i", "l", "n", "o", "r", "s", "t", "w", "▁", "es", "est", "lo", "low", "▁low"], tokenizer.Vocabulary.Entries);
        Assert.Equal(["▁low", "est", "▁", "n", "e", "w", "<unk>"], tokenizer.Split("lowest  newx"));
        Assert.Equal("lowest wide", tokenizer.Decode(tokenizer.Encode("lowest\twide")));
    }

    [Fact]
    public void Learning_IsTheDefinition() => Texts.Array[1, 4].Sample(
        texts =>
        {
            var expected = Learn(texts, 12);
            var characters = texts.SelectMany(text => text.EnumerateRunes()).Where(rune => !Rune.IsWhiteSpace(rune)).Distinct().Count();
            var entries = expected.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)).Distinct().Count();
            var isEmpty = texts.All(string.IsNullOrWhiteSpace);
            Assert.Equal(expected, BytePairTokenizer.Train(texts, 1 + (isEmpty ? 0 : 1) + characters + entries).Merges.Take(expected.Count));
        },
        iter: 200);

    [Fact]
    public void Splitting_IsTheDefinition_AndTextComesBack() => Gen.Select(Texts.Array[1, 4], Texts, Gen.Int[8, 30]).Sample((texts, text, size) =>
    {
        var tokenizer = BytePairTokenizer.Train([.. texts, "abc𝒳你好"], size + 10, new VocabularyOptions { Begin = "<s>", End = "</s>" });
        Assert.Equal(WordsOf(text).SelectMany(word => Split(tokenizer.Merges, word)), tokenizer.Split(text));
        var spaced = string.Join(' ', WordsOf(text));
        Assert.Equal(spaced, tokenizer.Decode(tokenizer.Encode(text, addBegin: true, addEnd: true)));
    });

    [Fact]
    public void RareCharacters_AreUnknown_AndMergeWithNothing()
    {
        var tokenizer = BytePairTokenizer.Train(["axa", "axa", "bab ab"], 20, new VocabularyOptions { MinimumCount = 3 });
        Assert.Equal(["<unk>", "a", "b", "▁"], tokenizer.Vocabulary.Entries.Take(4));
        Assert.Equal(["▁", "a", "<unk>", "a"], BytePairTokenizer.Train(["axa", "b"], 4, new VocabularyOptions { MinimumCount = 2 }).Split("axa"));
    }

    [Fact]
    public void ATokenizer_IsSavedInTheFileOfTheWeights()
    {
        var path = folder.PathOf("model.safetensors");
        var model = new Twice(seed: 1);
        model.Save(path);
        var tokenizer = BytePairTokenizer.Train(["the cat and the hat", "你好 \"你好\" \\"], 30, new VocabularyOptions { Padding = "<pad>", End = "</s>" });
        tokenizer.Save(path, "source");
        new Twice().Load(path);
        var loaded = BytePairTokenizer.Load(path, "source");
        Assert.Equal(tokenizer.Merges, loaded.Merges);
        Assert.Equal(tokenizer.Encode("that hat 你好", addEnd: true), loaded.Encode("that hat 你好", addEnd: true));
    }

    [Fact]
    public void DamagedTokenizers_AndArguments_AreRefused()
    {
        var path = folder.PathOf("model.safetensors");
        Vocabulary.Of(["a", "b"], new VocabularyOptions()).Save(path);
        Assert.Contains("'merges:words'", Assert.Throws<InvalidDataException>(() => BytePairTokenizer.Load(path)).Message);
        Safetensors.Write(path, [], new Dictionary<string, string>(Safetensors.ReadMetadata(path)) { ["merges:words"] = "{\"merges\":[\"a b\"]}" });
        Assert.Contains("the merge 'a b'", Assert.Throws<InvalidDataException>(() => BytePairTokenizer.Load(path)).Message);
        Assert.Throws<ArgumentException>("vocabulary", () => BytePairTokenizer.Train(["a"], 9, new VocabularyOptions { Unknown = null }));
        Assert.Contains("1 entries and 3 characters", Assert.Throws<ArgumentOutOfRangeException>("size", () => BytePairTokenizer.Train(["ab"], 3)).Message);
    }
}
