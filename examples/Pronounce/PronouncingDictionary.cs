using System.IO.Compression;

/// <summary>A word and how it may be said.</summary>
/// <param name="Letters">In lower case.</param>
/// <param name="Pronunciations">Phonemes in ARPAbet, without stress; one or more.</param>
internal sealed record Entry(string Letters, string[][] Pronunciations);

/// <summary>The CMU pronouncing dictionary.</summary>
internal static class PronouncingDictionary
{
    private const int TestShare = 50;

    /// <summary>All words of the file in the repository that are written in letters and apostrophes.</summary>
    public static Entry[] Read()
    {
        var folder = DataFolders.Shipped ?? throw new DirectoryNotFoundException("The program runs outside of the repository, which has the dictionary.");
        using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "cmudict", "dict.txt.gz")), CompressionMode.Decompress));
        return Parse(file.ReadToEnd().Split('\n'));
    }

    /// <summary>Entries of lines such as <c>TOMATO(1)  T AH0 M AA1 T OW2</c>: further pronunciations of a word have numbers, vowels their stress.</summary>
    public static Entry[] Parse(IEnumerable<string> lines) => [.. lines
        .Select(line => line.Trim().Split("  "))
        .Where(parts => parts.Length == 2)
        .Select(parts => (
            Letters: parts[0].Split('(')[0].ToLowerInvariant(),
            Phonemes: parts[1].Split(' ').Select(phoneme => phoneme.TrimEnd('0', '1', '2')).ToArray()))
        .Where(entry => entry.Letters.All(letter => letter is (>= 'a' and <= 'z') or '\'')
            && entry.Letters.Length <= Pronouncer.LongestWord && entry.Phonemes.Length < Pronouncer.LongestPronunciation)
        .GroupBy(entry => entry.Letters)
        .Select(word => new Entry(word.Key, [.. word.Select(entry => entry.Phonemes).DistinctBy(phonemes => string.Join(' ', phonemes))]))];

    /// <summary>Those to learn from, and every fiftieth for the test.</summary>
    public static (Entry[] Training, Entry[] Test) Part(Entry[] entries) =>
        ([.. entries.Where((_, index) => index % TestShare != 0)], [.. entries.Where((_, index) => index % TestShare == 0)]);
}
