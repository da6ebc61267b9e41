using System.Text;
using System.Text.RegularExpressions;

namespace ModelGen.Text;

/// <summary>Tokens as sacreBLEU cuts them (version 2.6).</summary>
internal static partial class BleuTokens
{
    /// <summary>
    /// What sacreBLEU takes for Chinese. The ranges meant for supplementary planes, <c>\u20000</c> to <c>\u2a6d6</c> and <c>\u2f800</c> to <c>\u2fa1d</c>,
    /// are in Python those from U+2001 to U+2A6D, dashes and curved quotation marks included, and from U+2F81 to U+2FA1; scores are to be the same.
    /// </summary>
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x3400, 0x4DB5), (0x4E00, 0x9FBB), (0xF900, 0xFA2D), (0xFA30, 0xFA6A), (0xFA70, 0xFAD9), (0x2001, 0x2A6D),
        (0x2F81, 0x2FA1), (0xFF00, 0xFFEF), (0x2E80, 0x2EFF), (0x3000, 0x303F), (0x31C0, 0x31EF), (0x2F00, 0x2FDF),
        (0x2FF0, 0x2FFF), (0x3100, 0x312F), (0x31A0, 0x31BF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F), (0x3200, 0x33FF),
    ];

    public static IReadOnlyList<string> Of(string text, BleuOptions options)
    {
        text = (options.IgnoreCase ? text.ToLowerInvariant() : text).TrimEnd();
        return Words(options.Tokenization switch
        {
            BleuTokenization.Mteval13a => Punctuated($" {Plain(text)} "),
            BleuTokenization.Chinese => Punctuated(Spaced(Trimmed(text), IsChinese)),
            BleuTokenization.Character => Spaced(text, _ => true),
            _ => text,
        });
    }

    private static bool IsChinese(Rune rune) => Array.Exists(Chinese, range => rune.Value >= range.First && rune.Value <= range.Last);

    private static string Plain(string text) => text
        .Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ')
        .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
        .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);

    /// <summary>Parts punctuation from words: points, commas and hyphens only away from digits.</summary>
    private static string Punctuated(string text)
    {
        text = Symbol().Replace(text, " $1 ");
        text = PointBehindOther().Replace(text, "$1 $2 ");
        text = PointBeforeOther().Replace(text, " $1 $2");
        return HyphenBehindDigit().Replace(text, "$1 $2 ");
    }

    private static string Spaced(string text, Func<Rune, bool> isToken)
    {
        var spaced = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
            spaced.Append(isToken(rune) ? $" {rune} " : rune.ToString());
        return spaced.ToString();
    }

    private static string Trimmed(string text) => string.Concat(text.SkipWhile(NGrams.IsSpace));

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && !NGrams.IsSpace(text[end]))
                end++;
            if (end > start)
                words.Add(text[start..end]);
            start = end + 1;
        }

        return words;
    }

    [GeneratedRegex(@"([ -&(-+/:-@\[-`{-~])")]
    private static partial Regex Symbol();

    [GeneratedRegex("([^0-9])([.,])")]
    private static partial Regex PointBehindOther();

    [GeneratedRegex("([.,])([^0-9])")]
    private static partial Regex PointBeforeOther();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex HyphenBehindDigit();
}
