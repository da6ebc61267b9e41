using System.Globalization;
using System.Text;

namespace ModelGen.Text;

/// <summary>
/// Cuts text into words and punctuation, by one rule for all languages that write spaces: a word is a run of letters, marks and numbers (Unicode's L, M and
/// N), in which an apostrophe (<c>'</c> or <c>’</c>) may stand between two letters and a point or comma between two decimal digits: <c>don't</c>,
/// <c>3.14</c>, <c>1,000</c>. White space parts words and is dropped; of all else each character that a reader sees (a text element) is a piece of its own. A
/// run of Chinese characters is one word: for those, take a <see cref="CharacterTokenizer"/> or a <see cref="BytePairTokenizer"/>.
/// </summary>
/// <param name="lowercase">Whether words are made lowercase, by the invariant culture.</param>
public sealed class WordTokenizer(bool lowercase = false) : ITokenizer
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var length = Rune.DecodeFromUtf16(text.AsSpan(start), out var first, out var consumed) == System.Buffers.OperationStatus.Done && IsOfWord(first)
                ? WordLength(text.AsSpan(start))
                : Rune.IsWhiteSpace(first) ? consumed : StringInfo.GetNextTextElementLength(text, start);
            if (!Rune.IsWhiteSpace(first))
                pieces.Add(lowercase ? text.Substring(start, length).ToLowerInvariant() : text.Substring(start, length));
            start += length;
        }

        return pieces;
    }

    /// <summary>The pieces with a space between each two: the rule does not tell which had none.</summary>
    /// <param name="pieces">In their order.</param>
    public string Join(IEnumerable<string> pieces) => string.Join(' ', pieces);

    private static int WordLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        var last = default(Rune);
        while (length < text.Length)
        {
            Rune.DecodeFromUtf16(text[length..], out var rune, out var consumed);
            if (!IsOfWord(rune))
            {
                // All joiners are one char long, so the next character stands right behind.
                Rune.DecodeFromUtf16(text[(length + consumed)..], out var next, out _);
                if (!IsJoiner(rune, last, next))
                    break;
            }

            last = rune;
            length += consumed;
        }

        return length;
    }

    private static bool IsJoiner(Rune joiner, Rune before, Rune after) => joiner.Value switch
    {
        '\'' or '’' => IsLetterOrMark(before) && Rune.IsLetter(after),
        '.' or ',' => Rune.IsDigit(before) && Rune.IsDigit(after),
        _ => false,
    };

    private static bool IsOfWord(Rune rune) => IsLetterOrMark(rune) || Rune.IsNumber(rune);

    private static bool IsLetterOrMark(Rune rune) =>
        Rune.IsLetter(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
