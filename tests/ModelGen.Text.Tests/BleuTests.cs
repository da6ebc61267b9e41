using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

/// <summary>Against the numbers that sacreBLEU publishes: its README.md, test/test_bleu.py, test/test_sentence_bleu.py and test/test_chrf.py.</summary>
public sealed class BleuTests
{
    private static readonly string[] Hypotheses = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."];

    private static readonly string[][] References =
    [
        ["The dog bit the man.", "The dog had bit the man."],
        ["It was not unexpected.", "No one was surprised."],
        ["The man bit him first.", "The man had bitten the dog."],
    ];

    private static readonly Gen<string> Texts = Pieces.OneOf("the", "cat", "sat", ".", ",", "3.5", "你好", "\"", "-").Array[1, 12]
        .Select(words => string.Join(' ', words));

    private static readonly BleuTokenization[] Tokenizations = Enum.GetValues<BleuTokenization>();

    [Fact]
    public void TheExampleOfTheReadme_IsWrittenAsThere()
    {
        Assert.Equal("BLEU = 48.53 82.4/50.0/45.5/37.5 (BP = 0.943 ratio = 0.944 hyp_len = 17 ref_len = 18)", Bleu.Corpus(Hypotheses, References).ToString());
        string[][] varying = [["", "The dog had bit the man."], .. References[1..]];
        Assert.Equal("BLEU = 29.44 82.4/42.9/27.3/12.5 (BP = 0.889 ratio = 0.895 hyp_len = 17 ref_len = 19)", Bleu.Corpus(Hypotheses, varying).ToString());
        Assert.Equal(59.73, ChrF.Corpus(Hypotheses, References), 0.005);
    }

    [Theory]
    [InlineData(BleuTokenization.Mteval13a, 48.530827)]
    [InlineData(BleuTokenization.None, 49.1919566)]
    public void Corpora_HaveTheScoresOfSacreBleusTests(BleuTokenization tokenization, double score)
    {
        Assert.Equal(score, Bleu.Corpus(Hypotheses, References, new BleuOptions { Tokenization = tokenization }).Score, 1e-6);
        Assert.Equal(0, Bleu.Corpus(["", "", ""], References, new BleuOptions { Tokenization = tokenization }).Score);
    }

    [Theory]
    [InlineData(BleuTokenization.Mteval13a, false, 8.493)]
    [InlineData(BleuTokenization.None, false, 7.347)]
    [InlineData(BleuTokenization.Character, false, 40.8759)]
    [InlineData(BleuTokenization.Character, true, 42.0267)]
    public void Sentences_HaveTheScoresOfSacreBleusTests(BleuTokenization tokenization, bool ignoreCase, double score)
    {
        var options = new BleuOptions { Tokenization = tokenization, IgnoreCase = ignoreCase, EffectiveOrder = true };
        const string reference = "producţia de zahăr brut se exprimă în zahăr alb;";
        const string hypothesis = "Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;";
        Assert.Equal(score, Bleu.Corpus([hypothesis], [reference], options).Score, 1e-3);
        Assert.Equal(0, Bleu.Corpus(["this is a cat"], ["okay thanks"], options with { Tokenization = BleuTokenization.Mteval13a }).Score);
    }

    [Fact]
    public void ShortSentences_CountByTheOrdersThatTheyHave_WhereAskedFor()
    {
        var options = new BleuOptions { Tokenization = BleuTokenization.None, EffectiveOrder = true };
        Assert.Equal(100 * 0.3678794411714425, Bleu.Corpus(["test"], ["a test"], options).Score, 1e-8);
        Assert.Equal(100, Bleu.Corpus(["a test"], ["a test"], options).Score, 1e-8);
        Assert.Equal(0, Bleu.Corpus(["a test"], ["a test"]).Score);
    }

    [Fact]
    public void OrdersWithoutAMatch_AreSmoothed_ByHand()
    {
        // "this is a fest" of "this is a test": 3/4, 2/3, 1/2, then 1 / (2 · 1).
        var score = Bleu.Corpus(["this is a fest"], ["this is a test"]);
        Assert.Equal([75, 200 / 3.0, 50, 50], score.Precisions);
        Assert.Equal(100 * Math.Pow(0.75 * 2 / 3 * 0.5 * 0.5, 0.25), score.Score, 1e-9);
        // Nothing of orders 2, 3 and 4: 1/(2·3), 1/(4·2), 1/(8·1).
        Assert.Equal([100, 100 / 6.0, 12.5, 12.5], Bleu.Corpus(["b a d c"], ["a b c d"]).Precisions);
    }

    [Fact]
    public void OfTwoLengthsEquallyNear_TheShorterCounts()
    {
        var score = Bleu.Corpus(["a b c d"], [["a b c d e", "a b c"]]);
        Assert.Equal((4, 3, 1), (score.HypothesisLength, score.ReferenceLength, score.BrevityPenalty));
    }

    [Theory]
    [InlineData(BleuTokenization.Mteval13a, "I'm a &quot;student&quot;, 1,000.5 3-2 (x).", "I'm a \" student \" , 1,000.5 3 - 2 ( x ) .")]
    [InlineData(BleuTokenization.Mteval13a, "你好，a<skipped>b", "你好，ab")]
    [InlineData(BleuTokenization.Mteval13a, ".5 x.y A&amp;B", ". 5 x . y A & B")]
    [InlineData(BleuTokenization.Chinese, "教我English吧。3.5！", "教 我 English 吧 。 3.5 ！")]
    [InlineData(BleuTokenization.Chinese, "他說“a–b”𠀀𠀁", "他 說 “ a – b ” 𠀀𠀁")]
    [InlineData(BleuTokenization.Character, "a 你𠀀.", "a 你 𠀀 .")]
    [InlineData(BleuTokenization.None, " a  b. ", "a b.")]
    public void Tokens_AreSacreBleus(BleuTokenization tokenization, string text, string tokens) =>
        Assert.Equal(tokens.Split(' '), BleuTokens.Of(text, new BleuOptions { Tokenization = tokenization }));

    [Fact]
    public void Scores_AreWithinBounds_AndHighestForTheReference() => Gen.Select(Texts.Array[1, 5], Texts.Array[5]).Sample((references, hypotheses) =>
    {
        hypotheses = hypotheses[..references.Length];
        foreach (var tokenization in Tokenizations)
        {
            var options = new BleuOptions { Tokenization = tokenization, EffectiveOrder = true };
            Assert.Equal(100, Bleu.Corpus(references, references, options).Score, 1e-9);
            Assert.InRange(Bleu.Corpus(hypotheses, references, options).Score, 0, 100 + 1e-9);
            // A reference more never costs matches.
            string[][] more = [.. references.Zip(hypotheses, (reference, hypothesis) => new[] { reference, hypothesis })];
            Assert.Equal(100, Bleu.Corpus(hypotheses, more, options).Score, 1e-9);
        }

        Assert.Equal(100, ChrF.Corpus(references, references), 1e-9);
        Assert.InRange(ChrF.Corpus(hypotheses, references), 0, 100 + 1e-9);
    });

    [Theory]
    [InlineData("a", "a", 100)]
    [InlineData("", "reference", 0)]
    [InlineData("a b c", "abc", 100)]
    [InlineData("aa", "ab", 25)]
    [InlineData("abcdefg", "hijklmnop", 0)]
    public void ChrF_HasTheScoresOfSacreBleusTests(string hypothesis, string reference, double score) =>
        Assert.Equal(score, ChrF.Corpus([hypothesis], [reference]), 1e-9);

    [Fact]
    public void ChrF_AddsUpSentences_AndTakesTheBestReference()
    {
        Assert.Equal(50, ChrF.Corpus(["a", "b"], ["a", "c"]), 1e-9);
        Assert.Equal(100, ChrF.Corpus(["abcdef"], [["xyz", "abc def", "abcxyz"]]), 1e-9);
        // By hand: of "abcd" in "abc", orders 1 to 3: precisions 3/4, 2/3, 1/2, mean 23/36, recall 1; the reference has no four.
        Assert.Equal(100 * 5 * (23 / 36.0) / (4 * (23 / 36.0) + 1), ChrF.Corpus(["abcd"], ["abc"]), 1e-9);
        // Characters beyond 16 bits are one each.
        Assert.Equal(50, ChrF.Corpus(["𠀀", "𠀁"], ["𠀀", "𠀂"]), 1e-9);
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Throws<ArgumentException>("hypotheses", () => Bleu.Corpus([], Array.Empty<string>()));
        Assert.Contains("2 hypotheses, got 1", Assert.Throws<ArgumentException>("references", () => Bleu.Corpus(["a", "b"], ["a"])).Message);
        Assert.Contains("hypothesis 1", Assert.Throws<ArgumentException>("references", () => ChrF.Corpus(["a", "b"], [["a"], [""]])).Message);
    }
}
