using System.IO.Compression;
using ModelGen;
using ModelGen.Text;

/// <summary>A text, its words, and what they stand beside.</summary>
internal sealed class Corpus
{
    /// <summary>Words that have vectors, the rest's included.</summary>
    public const int Vocabulary = 6_000;

    /// <summary>Values of a vector.</summary>
    public const int Size = 100;

    /// <summary>Words on each side that may count as neighbours.</summary>
    public const int Window = 5;

    private const int MinimumCount = 5;
    private const double SubsamplingThreshold = 1e-3;

    private static readonly WordTokenizer Tokenizer = new(lowercase: true);

    private readonly int[][] sentences;
    private readonly Subsampling subsampling;

    /// <summary>Counts and indexes the words of sentences; those that are rare, and punctuation, are left out.</summary>
    public Corpus(IEnumerable<string> text)
    {
        string[][] split = [.. text.Select(sentence => Tokenizer.Split(sentence).Where(word => char.IsLetter(word[0])).ToArray())];
        Words = ModelGen.Text.Vocabulary.Build(
            split.SelectMany(words => words), new VocabularyOptions { MinimumCount = MinimumCount, MaximumSize = Vocabulary });
        sentences = [.. split.Select(words => Words.Encode(words.Where(word => Words.TryGetIndex(word, out _))))];
        Count = split.Sum(words => words.Length);
        subsampling = new Subsampling(Words.Counts, SubsamplingThreshold);
    }

    /// <summary>Words of the text.</summary>
    public int Count { get; }

    /// <summary>The words that have vectors.</summary>
    public Vocabulary Words { get; }

    /// <summary>The King James Bible, verse by verse.</summary>
    public static Corpus Bible()
    {
        var folder = DataFolders.Shipped
            ?? throw new DirectoryNotFoundException("The program runs outside of the repository, which has the text: name another with --text.");
        using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "king-james", "verses.txt.gz")), CompressionMode.Decompress));
        return new(file.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A distribution of words by their counts to the power ¾, with room for as many as there are vectors.</summary>
    public NoiseDistribution Noise()
    {
        var counts = new long[Vocabulary];
        Words.Counts.CopyTo(counts);
        // What the unknown word counts is left out of the sentences.
        counts[Words.UnknownIndex!.Value] = 0;
        return NoiseDistribution.FromCounts(counts);
    }

    /// <summary>Words and their neighbours, others in each epoch: windows have sizes at random, and frequent words are left out at random.</summary>
    public DataSet SkipGrams(int epoch, int seed)
    {
        var (words, contexts) = (new List<int>(), new List<int>());
        foreach (var (word, context) in new ContextWindows(Window, seed, subsampling).SkipGram(sentences, epoch))
        {
            words.Add(word);
            contexts.Add(context);
        }

        return DataSet.Of(DataColumn.Of([.. words]), DataColumn.Of([.. contexts]));
    }

    /// <summary>The words around each word, and that word.</summary>
    public DataSet Bags(int epoch, int seed)
    {
        var (contexts, words) = (new List<int[]>(), new List<int>());
        foreach (var (context, word) in new ContextWindows(Window, seed, subsampling).Cbow(sentences, epoch))
        {
            contexts.Add(context);
            words.Add(word);
        }

        return DataSet.Of(DataColumn.Of(Ragged.Of(contexts)), DataColumn.Of([.. words]));
    }
}
