using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class TokenizerTests
{
    /// <summary>Letters, accents, characters beyond 16 bits, emoji, spaces and punctuation.</summary>
    private static readonly Gen<string> Texts =
        Pieces.OneOf("a", "B", "é", "e\u0301", "𝒳", "你", "好", "👍🏽", "'", "’", ".", ",", "1", "2", " ", "\t", "-", "▁").Array[0, 30].Select(string.Concat);

    [Theory]
    [InlineData("Don't panic: it's 3.14, not 1,000.5!", "Don't|panic|:|it's|3.14|,|not|1,000.5|!")]
    [InlineData("'Tis the dogs' l’été — cafe\u0301s", "'|Tis|the|dogs|'|l’été|—|cafe\u0301s")]
    [InlineData("e.g. v1.2, x'1 a..b 1..2 3.", "e|.|g|.|v1.2|,|x|'|1|a|.|.|b|1|.|.|2|3|.")]
    [InlineData("你好，世界。 👍🏽👍 𝒳𝒴 mother-in-law ½", "你好|，|世界|。|👍🏽|👍|𝒳𝒴|mother|-|in|-|law|½")]
    [InlineData(" \t\u00a0\u3000\n", "")]
    public void Words_FollowTheRule(string text, string words) =>
        Assert.Equal(words.Split('|', StringSplitOptions.RemoveEmptyEntries), new WordTokenizer().Split(text));

    [Fact]
    public void Words_MayBeLowercase()
    {
        Assert.Equal(["ärger", "in", "οδοσ"], new WordTokenizer(lowercase: true).Split("ÄRGER in ΟΔΟΣ"));
        Assert.Equal("to be , or", new WordTokenizer().Join(["to", "be", ",", "or"]));
    }

    [Fact]
    public void Words_LoseNothingButSpace() => Texts.Sample(text =>
        Assert.Equal(string.Concat(text.Where(character => !char.IsWhiteSpace(character))), string.Concat(new WordTokenizer().Split(text))));

    [Fact]
    public void Characters_AreTextElements_OrRunes()
    {
        Assert.Equal(["e\u0301", "𝒳", " ", "👍🏽"], new CharacterTokenizer().Split("e\u0301𝒳 👍🏽"));
        Assert.Equal(["e", "\u0301", "𝒳", " ", "👍", "🏽"], new CharacterTokenizer(CharacterUnit.Rune).Split("e\u0301𝒳 👍🏽"));
    }

    [Fact]
    public void Characters_LoseNothing() => Texts.Sample(text =>
    {
        foreach (var tokenizer in new[] { new CharacterTokenizer(), new CharacterTokenizer(CharacterUnit.Rune) })
            Assert.Equal(text, tokenizer.Join(tokenizer.Split(text)));
    });
}
