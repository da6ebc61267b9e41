using ModelGen.Text;

/// <summary>Sentences that linguists have tagged.</summary>
/// <param name="Name">As on the command line, and of its folder.</param>
/// <param name="Training">The file to learn from.</param>
/// <param name="Test">The file that shows what was learned.</param>
/// <param name="Repository">Where Universal Dependencies publish it; null for what is part of this repository.</param>
internal sealed record Treebank(string Name, string Training, string Test, string? Repository)
    : DataFiles(Name, Repository is null ? [] : [Remote(Repository, Training), Remote(Repository, Test)], $"Get it with the command 'download {Name}'.")
{
    private const string Release = "r2.14";

    /// <summary>English, with parts of speech. What is learned from is its part for development, which is small.</summary>
    public static readonly Treebank English = new("en_ewt", "en_ewt-ud-dev.conllu", "en_ewt-ud-test.conllu", "UD_English-EWT");

    /// <summary>Chinese in traditional characters, cut into words.</summary>
    public static readonly Treebank Chinese = new("zh_gsd", "zh_gsd-ud-train.conllu", "zh_gsd-ud-dev.conllu", "UD_Chinese-GSD");

    /// <summary>A few sentences that are part of this repository: enough to see the program work.</summary>
    public static readonly Treebank EnglishSample = new("ud-sample", "en-sample-train.conllu", "en-sample-test.conllu", Repository: null);

    /// <inheritdoc cref="EnglishSample"/>
    public static readonly Treebank ChineseSample = new("ud-sample", "zh-sample-train.conllu", "zh-sample-test.conllu", Repository: null);

    /// <inheritdoc/>
    public override string[] Files => [Training, Test];

    /// <summary>All sentences must be readable: no checksums are published.</summary>
    public override void Check(string folder)
    {
        foreach (var file in Files)
            if (!Conllu.Read(Path.Combine(folder, file)).Any())
                throw new InvalidDataException($"'{file}' has no sentence.");
    }

    private static RemoteFile Remote(string repository, string file) =>
        new(new($"https://raw.githubusercontent.com/UniversalDependencies/{repository}/{Release}/{file}"), Md5: null);
}
