using System.Globalization;
using ModelGen.Text;

/// <summary>What a dictionary says.</summary>
/// <param name="Kind">The kind of thing, such as <c>animal</c>.</param>
/// <param name="Word">What is defined.</param>
/// <param name="Words">The definition.</param>
internal sealed record Definition(string Kind, string Word, string[] Words);

/// <summary>The nouns of WordNet.</summary>
internal sealed record Definitions()
    : DataFiles("wordnet", [], "Get it with 'apt-get install wordnet-base' on Debian and Ubuntu, or from wordnet.princeton.edu.")
{
    /// <summary>Where Debian puts them.</summary>
    private const string System = "/usr/share/wordnet";

    /// <summary>The lexicographers' files of nouns (lexnames(5WN)), from number 4: what comes before has no kind.</summary>
    private static readonly string[] Kinds =
    [
        "act", "animal", "artifact", "attribute", "body", "cognition", "communication", "event", "feeling", "food", "group", "location", "motive",
        "object", "person", "phenomenon", "plant", "possession", "process", "quantity", "relation", "shape", "state", "substance", "time",
    ];

    private const int FirstKind = 4;

    private static readonly WordTokenizer Tokenizer = new(lowercase: true);

    /// <inheritdoc/>
    public override string[] Files => ["data.noun"];

    /// <summary>All that have a kind. A folder of <see cref="DataFolders"/> comes before Debian's.</summary>
    /// <param name="folder">The folder named.</param>
    public Definition[] Read(string? folder)
    {
        var found = folder is null && !DataFolders.All.Any(data => IsIn(Path.Combine(data, Name))) && IsIn(System) ? System : Find(folder);
        return [.. TextFile.ReadLines(Path.Combine(found, Files[0])).Select(Parse).OfType<Definition>()];
    }

    /// <summary>Definitions of a table: kind, a tab, the word, a colon, the definition.</summary>
    public static Definition[] ReadTable(string path) => [.. TextFile.ReadPairs(path).Select(pair =>
        pair.Second.Split(": ", 2) is [var word, var definition]
            ? new Definition(pair.First, word, Split(definition))
            : throw new InvalidDataException($"'{path}': expected a word, a colon and its definition, got '{pair.Second}'."))];

    /// <summary>The words of a text that the network looks at.</summary>
    public static string[] Split(string text) => [.. Tokenizer.Split(text).Take(MatchingNetwork.MaximumLength).DefaultIfEmpty("<empty>")];

    /// <summary>A line of WordNet's file (wndb(5WN)); nothing where it is a licence's or has no kind.</summary>
    public static Definition? Parse(string line)
    {
        var fields = line.Split(' ', 6);
        if (fields is not [{ Length: 8 }, var file, "n", _, var word, _] || !int.TryParse(file, CultureInfo.InvariantCulture, out var number)
            || number < FirstKind)
            return null;
        // Examples stand in quotes behind the definition.
        var gloss = line[(line.IndexOf(" | ", StringComparison.Ordinal) + 3)..].Split("; \"")[0];
        return new(Kinds[number - FirstKind], word.Replace('_', ' '), Split(gloss));
    }
}
