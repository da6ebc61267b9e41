namespace ModelGen.Text;

/// <summary>Some consecutive characters or tokens that belong together: a word of a text without spaces, or a name.</summary>
/// <param name="Start">The first, from 0.</param>
/// <param name="Length">How many.</param>
/// <param name="Label">Its kind, where there are kinds.</param>
public readonly record struct Segment(int Start, int Length, string? Label = null)
{
    /// <summary>The words of a text, by its characters (Unicode scalar values).</summary>
    /// <param name="words">All words of the text, in their order.</param>
    public static IReadOnlyList<Segment> OfWords(IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var segments = new List<Segment>();
        var start = 0;
        foreach (var word in words)
        {
            segments.Add(new Segment(start, word.EnumerateRunes().Count()));
            start += segments[^1].Length;
        }

        return segments;
    }

    /// <summary>
    /// The segments that tags say: <c>B</c> begins one, <c>I</c> or <c>M</c> goes on, <c>E</c> ends it, <c>S</c> is a single one, <c>O</c> is in none; behind
    /// a hyphen is the label (<c>B-NAME</c>). So BMES, BI and BIO are all read. Where tags contradict each other, as predicted ones may, a segment begins
    /// also with I, M or E that has none to go on, or one of another label, and ends before the next that begins.
    /// </summary>
    /// <param name="tags">One a character or token.</param>
    /// <exception cref="ArgumentException">Another tag.</exception>
    public static IReadOnlyList<Segment> OfTags(IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var segments = new List<Segment>();
        var isOpen = false;
        var place = 0;
        foreach (var tag in tags)
        {
            if (tag is not (['B' or 'I' or 'M' or 'E' or 'S' or 'O'] or ['B' or 'I' or 'M' or 'E' or 'S', '-', _, ..]))
                throw new ArgumentException($"Expected tags of B, I, M, E, S or O, with a hyphen before a label, got '{tag}' at {place}.", nameof(tags));
            var label = tag.Length > 2 ? tag[2..] : null;
            if (tag[0] != 'O')
            {
                if (isOpen && tag[0] is 'I' or 'M' or 'E' && segments[^1].Label == label)
                    segments[^1] = segments[^1] with { Length = segments[^1].Length + 1 };
                else
                    segments.Add(new Segment(place, 1, label));
            }

            isOpen = tag[0] is 'B' or 'I' or 'M';
            place++;
        }

        return segments;
    }

    /// <summary>The tags of words' characters: S for a word of one, otherwise B, M for those in the middle, and E.</summary>
    /// <param name="words">All words of a text, in their order.</param>
    public static IReadOnlyList<string> ToTags(IEnumerable<string> words)
    {
        var tags = new List<string>();
        foreach (var word in OfWords(words))
        {
            if (word.Length == 1)
                tags.Add("S");
            else if (word.Length > 1)
                tags.AddRange(["B", .. Enumerable.Repeat("M", word.Length - 2), "E"]);
        }

        return tags;
    }
}
