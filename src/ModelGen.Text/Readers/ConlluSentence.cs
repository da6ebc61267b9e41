namespace ModelGen.Text;

/// <summary>A sentence of a CoNLL-U file.</summary>
/// <param name="Comments">The lines before it, without <c>#</c> and the space behind it.</param>
/// <param name="Words">Its syntactic words, numbered from 1: what parsers and taggers work on.</param>
/// <param name="Ranges">Tokens that are several words, as <c>don't</c> is <c>do</c> and <c>n't</c>.</param>
/// <param name="EmptyNodes">Words that are not written, of enhanced dependencies.</param>
public sealed record ConlluSentence(
    IReadOnlyList<string> Comments,
    IReadOnlyList<ConlluWord> Words,
    IReadOnlyList<ConlluRange> Ranges,
    IReadOnlyList<ConlluEmptyNode> EmptyNodes)
{
    /// <summary>The comment <c>sent_id</c>.</summary>
    public string? Id => Comment("sent_id");

    /// <summary>The comment <c>text</c>: the sentence as it was written.</summary>
    public string? Text => Comment("text");

    /// <summary>The tokens as they are written: words, and ranges in place of theirs.</summary>
    public IReadOnlyList<string> Tokens
    {
        get
        {
            var tokens = new List<string>();
            var ranges = Ranges.ToDictionary(range => range.First);
            for (var id = 1; id <= Words.Count; id++)
            {
                if (ranges.TryGetValue(id, out var range))
                    id = range.Last;
                tokens.Add(range?.Form ?? Words[id - 1].Form);
            }

            return tokens;
        }
    }

    /// <summary>The value of a comment of the form <c># name = value</c>.</summary>
    /// <param name="name">Its name.</param>
    public string? Comment(string name)
    {
        foreach (var comment in Comments)
        {
            var equals = comment.IndexOf('=');
            if (equals >= 0 && comment.AsSpan(0, equals).Trim().SequenceEqual(name))
                return comment[(equals + 1)..].Trim();
        }

        return null;
    }
}

/// <summary>A word of a sentence; what is not given, <c>_</c> in the file, is null, or nothing.</summary>
/// <param name="Id">Its number in the sentence, from 1.</param>
/// <param name="Form">As it is written.</param>
/// <param name="Lemma">Its form in a dictionary.</param>
/// <param name="Upos">The universal part of speech.</param>
/// <param name="Xpos">The language's own part of speech.</param>
/// <param name="Features">Morphological features, by name.</param>
/// <param name="Head">The number of the word that it depends on; 0 for the root.</param>
/// <param name="Relation">Its relation to that word.</param>
/// <param name="Dependencies">Enhanced dependencies, as they stand in the file.</param>
/// <param name="Misc">All else, as it stands in the file.</param>
public sealed record ConlluWord(
    int Id,
    string Form,
    string? Lemma,
    string? Upos,
    string? Xpos,
    IReadOnlyDictionary<string, string> Features,
    int? Head,
    string? Relation,
    string? Dependencies,
    string? Misc);

/// <summary>A token that is several words.</summary>
/// <param name="First">Its first word.</param>
/// <param name="Last">Its last word.</param>
/// <param name="Form">As it is written.</param>
/// <param name="Misc">All else, as it stands in the file.</param>
public sealed record ConlluRange(int First, int Last, string Form, string? Misc);

/// <summary>A word that is not written.</summary>
/// <param name="After">The word that it stands behind; 0 before the first.</param>
/// <param name="Index">Its number there, from 1.</param>
/// <param name="Form">Its form, where there is one.</param>
/// <param name="Lemma">Its form in a dictionary.</param>
/// <param name="Upos">The universal part of speech.</param>
/// <param name="Xpos">The language's own part of speech.</param>
/// <param name="Features">Morphological features, by name.</param>
/// <param name="Dependencies">Enhanced dependencies, as they stand in the file.</param>
/// <param name="Misc">All else, as it stands in the file.</param>
public sealed record ConlluEmptyNode(
    int After,
    int Index,
    string? Form,
    string? Lemma,
    string? Upos,
    string? Xpos,
    IReadOnlyDictionary<string, string> Features,
    string? Dependencies,
    string? Misc);
