using Xunit;

namespace ModelGen.Text.Tests;

public sealed class ConlluTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Line(params string[] fields) => string.Join('\t', fields) + "\n";

    private static string Word(int id, string form, int head) => Line($"{id}", form, "_", "_", "_", "_", $"{head}", "dep", "_", "_");

    private ConlluSentence[] Read(string text) => [.. Conllu.Read(folder.Write("sentences.conllu", text))];

    private static readonly string Sample =
        "# sent_id = one\n# text = I don't.\n#newpar\n"
        + Line("1", "I", "I", "PRON", "PRP", "Case=Nom|Number=Sing", "2", "nsubj", "2:nsubj", "_")
        + Line("2-3", "don't", "_", "_", "_", "_", "_", "_", "_", "SpaceAfter=No")
        + Line("2", "do", "do", "AUX", "VBP", "_", "0", "root", "0:root", "_")
        + Line("3", "n't", "not", "PART", "RB", "Polarity=Neg", "2", "advmod", "_", "_")
        + Line("3.1", "know", "know", "VERB", "_", "_", "_", "_", "0:root", "CopyOf=2")
        + Line("3.2", "_", "_", "_", "_", "_", "_", "_", "_", "_")
        + Line("4", ".", ".", "PUNCT", ".", "_", "2", "punct", "_", "_")
        + "\n"
        + Line("0.1", "_", "_", "_", "_", "_", "_", "_", "_", "_")
        + Line("1", "_", "_", "SYM", "_", "_", "_", "_", "_", "_")
        + Line("2", "New York", "New York", "PROPN", "_", "_", "1", "flat", "_", "a b")
        + "\n";

    [Fact]
    public void Words_RangesAndEmptyNodes_AreKeptApart()
    {
        var sentences = Read(Sample);
        Assert.Equal(2, sentences.Length);
        var first = sentences[0];
        Assert.Equal(["sent_id = one", "text = I don't.", "newpar"], first.Comments);
        Assert.Equal(("one", "I don't.", null), (first.Id, first.Text, first.Comment("newpar")));
        Assert.Equal(["I", "do", "n't", "."], first.Words.Select(word => word.Form));
        Assert.Equal(["I", "don't", "."], first.Tokens);
        Assert.Equal(["PRON", "AUX", "PART", "PUNCT"], first.Words.Select(word => word.Upos));
        Assert.Equal([2, 0, 2, 2], first.Words.Select(word => word.Head));
        Assert.Equal(new ConlluRange(2, 3, "don't", "SpaceAfter=No"), Assert.Single(first.Ranges));
        Assert.Equal([(3, 1, "know"), (3, 2, null)], first.EmptyNodes.Select(node => (node.After, node.Index, node.Form)));
        var pronoun = first.Words[0];
        Assert.Equal(("I", "PRP", "nsubj", "2:nsubj", null), (pronoun.Lemma, pronoun.Xpos, pronoun.Relation, pronoun.Dependencies, pronoun.Misc));
        Assert.Equal(("Nom", "Sing"), (pronoun.Features["Case"], pronoun.Features["Number"]));
        Assert.Empty(first.Words[1].Features);
    }

    [Fact]
    public void Underscores_AreNothing_ButForAWordOfOne()
    {
        var second = Read(Sample)[1];
        Assert.Equal((0, 1), (second.EmptyNodes[0].After, second.EmptyNodes[0].Index));
        Assert.Equal(("_", "_", null, null), (second.Words[0].Form, second.Words[0].Lemma, second.Words[0].Head, second.Words[0].Xpos));
        Assert.Equal(("New York", "a b", 1), (second.Words[1].Form, second.Words[1].Misc, second.Words[1].Head));
        Assert.Null(second.Id);
        Assert.Empty(Read(""));
    }

    [Fact]
    public void Sentences_AreReadWhenTheyAreAskedFor()
    {
        var path = folder.Write("late.conllu", Word(1, "a", 0) + "\nnonsense\n");
        Assert.Equal("a", Conllu.Read(path).First().Words[0].Form);
        Assert.Equal(
            $"'{path}', line 3: expected 10 fields, parted by tabs, got 1.",
            Assert.Throws<TextFormatException>(() => Conllu.Read(path).Count()).Message);
    }

    public static TheoryData<string, int, string> MalformedFiles => new()
    {
        { Word(1, "a", 0), 1, "expected an empty line behind the last sentence, got the end of the file" },
        { Word(1, "a", 0) + "\n\n", 3, "expected a sentence, got a second empty line" },
        { "# text = none\n\n", 2, "expected a word in the sentence, got its end" },
        { Word(1, "a", 0) + "# late\n\n", 2, "expected no comment behind the first word of a sentence" },
        { "1\ta\t_\n\n", 1, "expected 10 fields, parted by tabs, got 3" },
        { Word(1, "a", 0) + Word(3, "b", 1) + "\n", 2, "expected word 2, got 3" },
        { Word(1, "", 0) + "\n", 1, "expected a value or '_' as FORM, got nothing" },
        { Line("1", "a", "_", "NO UN", "_", "_", "0", "_", "_", "_") + "\n", 1, "expected no space in UPOS, got 'NO UN'" },
        { Line("x", "a", "_", "_", "_", "_", "0", "_", "_", "_") + "\n", 1, "expected a number, range or place as ID, got 'x'" },
        { Line("1-", "a", "_", "_", "_", "_", "_", "_", "_", "_") + "\n", 1, "expected a range of words as ID, got '1-'" },
        { Line("1", "a", "_", "_", "_", "_", "two", "_", "_", "_") + "\n", 1, "expected the number of a word as HEAD, got 'two'" },
        { Line("1", "a", "_", "_", "_", "Case", "0", "_", "_", "_") + "\n", 1, "expected Name=Value as a feature, got 'Case'" },
        { Line("1", "a", "_", "_", "_", "A=1|A=2", "0", "_", "_", "_") + "\n", 1, "expected the feature 'A' once" },
        { Word(1, "a", 2) + "\n", 1, "expected as HEAD another word of the 1, or 0, got 2" },
        { Word(1, "a", 0) + Word(2, "b", 2) + "\n", 2, "expected as HEAD another word of the 2, or 0, got 2" },
        { Line("1-2", "ab", "_", "_", "_", "_", "_", "_", "_", "_") + Word(1, "a", 0) + "\n", 1, "expected words up to 2, the end of the range, got 1" },
        { Line("2-3", "ab", "_", "_", "_", "_", "_", "_", "_", "_") + "\n", 1, "expected a range that begins with word 1 and ends behind it, got 2-3" },
        { Line("1-1", "ab", "_", "_", "_", "_", "_", "_", "_", "_") + "\n", 1, "expected a range that begins with word 1 and ends behind it, got 1-1" },
        { Line("1-2", "ab", "_", "NOUN", "_", "_", "_", "_", "_", "_") + "\n", 1, "expected '_' as UPOS of a range, got 'NOUN'" },
        {
            Line("1-3", "abc", "_", "_", "_", "Typo=Yes", "_", "_", "_", "_") + Word(1, "a", 0)
                + Line("2-3", "bc", "_", "_", "_", "_", "_", "_", "_", "_") + "\n",
            3,
            "expected no range within 1-3, got 2-3"
        },
        { Word(1, "a", 0) + Line("1.2", "b", "_", "_", "_", "_", "_", "_", "_", "_") + "\n", 2, "expected the empty node 1.1, got 1.2" },
        { Line("1.1", "b", "_", "_", "_", "_", "_", "_", "_", "_") + "\n", 1, "expected the empty node 0.1, got 1.1" },
        { Line("0.1", "b", "_", "_", "_", "_", "0", "_", "_", "_") + "\n", 1, "expected '_' as HEAD of an empty node, got '0'" },
    };

    [Theory]
    [MemberData(nameof(MalformedFiles))]
    public void MalformedLines_AreRefused_WithFileLineAndProblem(string text, int line, string problem)
    {
        var exception = Assert.Throws<TextFormatException>(() => Read(text));
        Assert.Equal($"'{folder.PathOf("sentences.conllu")}', line {line}: {problem}.", exception.Message);
    }
}
