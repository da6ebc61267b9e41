using System.Collections.ObjectModel;
using System.Globalization;

namespace ModelGen.Text;

/// <summary>Makes sentences of the lines of a CoNLL-U file, and checks them.</summary>
internal sealed class ConlluBuilder(string path)
{
    private const int Fields = 10;

    private static readonly string[] Names = ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"];

    private readonly List<string> comments = [];
    private readonly List<ConlluWord> words = [];
    private readonly List<ConlluRange> ranges = [];
    private readonly List<ConlluEmptyNode> emptyNodes = [];

    /// <summary>The lines of words and of the last range: what is wrong with them may show only at the sentence's end.</summary>
    private readonly List<int> lines = [];
    private int lineOfRange;

    /// <summary>The line at hand.</summary>
    private int line;

    public bool IsEmpty => comments.Count == 0 && words.Count == 0 && ranges.Count == 0 && emptyNodes.Count == 0;

    public void Add(string text, int number)
    {
        line = number;
        if (text[0] == '#')
            AddComment(text);
        else
            AddToken(text.Split('\t'));
    }

    /// <summary>The sentence that an empty line ends.</summary>
    public ConlluSentence End(int number)
    {
        line = number;
        if (words.Count == 0)
            throw Malformed(IsEmpty ? "expected a sentence, got a second empty line" : "expected a word in the sentence, got its end");
        if (ranges is [.., var range] && range.Last > words.Count)
            throw new TextFormatException(path, lineOfRange, $"expected words up to {range.Last}, the end of the range, got {words.Count}");
        foreach (var word in words)
        {
            if (word.Head > words.Count || word.Head == word.Id)
                throw new TextFormatException(path, lines[word.Id - 1], $"expected as HEAD another word of the {words.Count}, or 0, got {word.Head}");
        }

        var sentence = new ConlluSentence([.. comments], [.. words], [.. ranges], [.. emptyNodes]);
        comments.Clear();
        words.Clear();
        ranges.Clear();
        emptyNodes.Clear();
        lines.Clear();
        return sentence;
    }

    private void AddComment(string text)
    {
        if (words.Count > 0 || ranges.Count > 0 || emptyNodes.Count > 0)
            throw Malformed("expected no comment behind the first word of a sentence");
        comments.Add(text[1..].TrimStart(' '));
    }

    private void AddToken(string[] fields)
    {
        if (fields.Length != Fields)
            throw Malformed($"expected {Fields} fields, parted by tabs, got {fields.Length}");
        for (var field = 0; field < Fields; field++)
        {
            if (fields[field].Length == 0)
                throw Malformed($"expected a value or '_' as {Names[field]}, got nothing");
            // FORM, LEMMA and MISC may hold spaces.
            if (field is not (1 or 2 or 9) && fields[field].Contains(' '))
                throw Malformed($"expected no space in {Names[field]}, got '{fields[field]}'");
        }

        if (fields[0].Split('-') is [var first, var last])
            AddRange(fields, Number(first, "a range of words as ID", fields[0]), Number(last, "a range of words as ID", fields[0]));
        else if (fields[0].Split('.') is [var after, var index])
            AddEmptyNode(fields, Number(after, "a place as ID", fields[0]), Number(index, "a place as ID", fields[0]));
        else
            AddWord(fields, Number(fields[0], "a number, range or place as ID", fields[0]));
    }

    private void AddWord(string[] fields, int id)
    {
        if (id != words.Count + 1)
            throw Malformed($"expected word {words.Count + 1}, got {id}");
        int? head = fields[6] == "_" ? null : Number(fields[6], "the number of a word as HEAD", fields[6]);
        // An underscore that is a word is its own lemma.
        var lemma = fields[1] == "_" ? fields[2] : Optional(fields[2]);
        var (upos, xpos, relation, misc) = (Optional(fields[3]), Optional(fields[4]), Optional(fields[7]), Optional(fields[9]));
        words.Add(new ConlluWord(id, fields[1], lemma, upos, xpos, FeaturesOf(fields[5]), head, relation, Optional(fields[8]), misc));
        lines.Add(line);
    }

    private void AddRange(string[] fields, int first, int last)
    {
        if (first != words.Count + 1 || last <= first)
            throw Malformed($"expected a range that begins with word {words.Count + 1} and ends behind it, got {fields[0]}");
        if (ranges is [.., var before] && before.Last >= first)
            throw Malformed($"expected no range within {before.First}-{before.Last}, got {fields[0]}");
        // The format allows a typing error to be noted among the features; all else belongs to the words.
        for (var field = 2; field < Fields - 1; field++)
        {
            if (fields[field] != "_" && !(field == 5 && fields[field] == "Typo=Yes"))
                throw Malformed($"expected '_' as {Names[field]} of a range, got '{fields[field]}'");
        }

        ranges.Add(new ConlluRange(first, last, fields[1], Optional(fields[9])));
        lineOfRange = line;
    }

    private void AddEmptyNode(string[] fields, int after, int index)
    {
        var expected = emptyNodes is [.., var before] && before.After == words.Count ? before.Index + 1 : 1;
        if ((after, index) != (words.Count, expected))
            throw Malformed($"expected the empty node {words.Count}.{expected}, got {fields[0]}");
        foreach (var field in (ReadOnlySpan<int>)[6, 7])
        {
            if (fields[field] != "_")
                throw Malformed($"expected '_' as {Names[field]} of an empty node, got '{fields[field]}'");
        }

        var (form, lemma, upos, xpos, misc) = (Optional(fields[1]), Optional(fields[2]), Optional(fields[3]), Optional(fields[4]), Optional(fields[9]));
        emptyNodes.Add(new ConlluEmptyNode(after, index, form, lemma, upos, xpos, FeaturesOf(fields[5]), Optional(fields[8]), misc));
    }

    private IReadOnlyDictionary<string, string> FeaturesOf(string field)
    {
        if (field == "_")
            return ReadOnlyDictionary<string, string>.Empty;
        var features = new Dictionary<string, string>();
        foreach (var feature in field.Split('|'))
        {
            if (feature.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value])
                throw Malformed($"expected Name=Value as a feature, got '{feature}'");
            if (!features.TryAdd(name, value))
                throw Malformed($"expected the feature '{name}' once");
        }

        return features;
    }

    private int Number(string text, string expected, string field) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed($"expected {expected}, got '{field}'");

    private TextFormatException Malformed(string problem) => new(path, line, problem);

    private static string? Optional(string field) => field == "_" ? null : field;
}
