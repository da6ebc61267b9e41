using ModelGen.Text;

/// <summary>A sentence and its translation.</summary>
/// <param name="English">In English.</param>
/// <param name="Chinese">In Chinese.</param>
internal readonly record struct SentencePair(string English, string Chinese);

/// <summary>Files with a pair in each line: English, a tab, Chinese; what follows a second tab is left out.</summary>
internal sealed record SentencePairs(string Name, string File, string Advice) : DataFiles(Name, [], Advice)
{
    /// <summary>English and Mandarin sentences of Tatoeba's volunteers.</summary>
    public static readonly SentencePairs Tatoeba = new("tatoeba", "cmn.txt", "Get 'cmn-eng.zip' from https://www.manythings.org/anki/ and take its cmn.txt.");

    /// <summary>A few sentences that are part of this repository: enough to see the program work.</summary>
    public static readonly SentencePairs Sample = new("translation-sample", "pairs.tsv", "It is part of the repository.");

    /// <inheritdoc/>
    public override string[] Files => [File];

    /// <summary>The pairs of a file.</summary>
    /// <exception cref="InvalidDataException">A line without a tab.</exception>
    public static SentencePair[] Read(string path) => [.. TextFile.ReadLines(path).Select((line, index) => line.Split('\t') is [var english, var chinese, ..]
        ? new SentencePair(english, chinese)
        : throw new InvalidDataException($"'{path}', line {index + 1}: expected an English sentence, a tab, and its translation."))];

    /// <summary>Pairs to learn from, to choose by, and for the test, evenly taken; a sentence with several translations is in one part alone.</summary>
    /// <param name="pairs">All pairs.</param>
    /// <param name="count">English sentences of the test, and as many to choose by.</param>
    public static (SentencePair[] Training, SentencePair[] Validation, SentencePair[] Test) Part(IReadOnlyCollection<SentencePair> pairs, int count)
    {
        var groups = pairs.GroupBy(pair => pair.English).ToArray();
        var every = Math.Max(4, groups.Length / count);
        var (validation, test) = (Take(every - 2), Take(every - 1));
        var names = validation.Concat(test).Select(pair => pair.English).ToHashSet();
        return ([.. pairs.Where(pair => !names.Contains(pair.English))], validation, test);

        SentencePair[] Take(int rest) => [.. groups.Where((_, index) => index % every == rest).Take(count).SelectMany(group => group)];
    }
}
