using System.Globalization;

namespace ModelGen.Text;

/// <summary>What counts as one character.</summary>
public enum CharacterUnit
{
    /// <summary>What a reader sees as one: a letter with its accents, an emoji with its modifiers (a grapheme cluster, Unicode Standard Annex 29).</summary>
    TextElement,

    /// <summary>A Unicode scalar value.</summary>
    Rune,
}

/// <summary>Cuts text into its characters, white space included: nothing is lost.</summary>
/// <param name="unit">What counts as one.</param>
public sealed class CharacterTokenizer(CharacterUnit unit = CharacterUnit.TextElement) : ITokenizer
{
    /// <inheritdoc/>
    /// <remarks>As a rune, half a surrogate pair becomes U+FFFD.</remarks>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<string>(text.Length);
        if (unit == CharacterUnit.Rune)
        {
            foreach (var rune in text.EnumerateRunes())
                pieces.Add(rune.ToString());
            return pieces;
        }

        for (var start = 0; start < text.Length; start += pieces[^1].Length)
            pieces.Add(StringInfo.GetNextTextElement(text, start));
        return pieces;
    }

    /// <inheritdoc/>
    public string Join(IEnumerable<string> pieces) => string.Concat(pieces);
}
