using System.Text;

namespace ModelGen.Text;

/// <summary>
/// Learns merges: of all pairs of neighbours the most frequent one becomes a piece, again and again. Counts of pairs are kept up to date by looking only at
/// words that hold the merged pair.
/// </summary>
internal sealed class BytePairTraining
{
    /// <summary>What stands for a character that is too rare; it merges with nothing.</summary>
    private const int Unknown = -1;

    private readonly VocabularyOptions options;
    private readonly List<string> pieces = [];
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);

    /// <summary>Each different word's pieces, which merging shortens, and how often it occurs.</summary>
    private readonly List<(int[] Pieces, long Count)> words = [];

    private readonly Dictionary<(int Left, int Right), long> counts = [];
    private readonly Dictionary<(int Left, int Right), HashSet<int>> wordsOf = [];

    /// <summary>Pairs by the counts that they had; those that have another one by now are put in again.</summary>
    private readonly PriorityQueue<(int Left, int Right), (long Count, string Left, string Right)> queue;

    public BytePairTraining(IEnumerable<string> texts, VocabularyOptions options)
    {
        this.options = options;
        queue = new(Comparer<(long Count, string Left, string Right)>.Create(Compare));
        var wordCounts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in texts.SelectMany(BytePairTokenizer.WordsOf))
            wordCounts[word] = wordCounts.GetValueOrDefault(word) + 1;
        LearnCharacters(wordCounts);
        foreach (var (word, count) in wordCounts)
            words.Add(([.. word.EnumerateRunes().Select(rune => indices.GetValueOrDefault(rune.ToString(), Unknown))], count));
        Characters = [.. pieces];
    }

    private string[] Characters { get; }

    /// <summary>The characters, and the merges that fill a vocabulary of a size.</summary>
    public (string[] Characters, string[] Merges) Run(int size)
    {
        var markers = options.Markers;
        if (size < markers.Length + pieces.Count)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"Expected room for {markers.Length} entries and {pieces.Count} characters.");
        for (var word = 0; word < words.Count; word++)
            Count(word, sign: 1, changed: null);
        foreach (var pair in counts.Keys)
            Enqueue(pair);
        // A pair may come back where one of its pieces is made in another way: it is merged again, and in the list already.
        var merges = new OrderedDictionary<string, int>(StringComparer.Ordinal);
        while (markers.Length + pieces.Count < size && TryDequeue(out var pair))
        {
            var merged = pieces[pair.Left] + pieces[pair.Right];
            // A piece that reads as a marker would be taken for it.
            if (markers.Contains(merged))
                continue;
            merges.TryAdd($"{pieces[pair.Left]} {pieces[pair.Right]}", merges.Count);
            Merge(pair, IndexOf(merged));
        }

        return (Characters, [.. merges.Keys]);
    }

    /// <summary>Frequent ones first.</summary>
    private static int Compare((long Count, string Left, string Right) one, (long Count, string Left, string Right) other)
    {
        var order = other.Count.CompareTo(one.Count);
        order = order != 0 ? order : string.CompareOrdinal(one.Left, other.Left);
        return order != 0 ? order : string.CompareOrdinal(one.Right, other.Right);
    }

    private void LearnCharacters(Dictionary<string, long> wordCounts)
    {
        var characterCounts = new Dictionary<Rune, long>();
        foreach (var (word, count) in wordCounts)
        {
            foreach (var rune in word.EnumerateRunes())
                characterCounts[rune] = characterCounts.GetValueOrDefault(rune) + count;
        }

        var frequent = characterCounts.Where(character => character.Value >= options.MinimumCount).Select(character => character.Key.ToString());
        foreach (var character in frequent.Order(StringComparer.Ordinal))
        {
            if (!options.Markers.Contains(character))
                IndexOf(character);
        }
    }

    /// <summary>The index of a piece; two pairs may give the same piece.</summary>
    private int IndexOf(string piece)
    {
        if (!indices.TryGetValue(piece, out var index))
        {
            index = pieces.Count;
            indices.Add(piece, index);
            pieces.Add(piece);
        }

        return index;
    }

    /// <summary>Adds a word's pairs to the counts, or takes them away.</summary>
    private void Count(int word, int sign, HashSet<(int Left, int Right)>? changed)
    {
        var (sequence, count) = words[word];
        for (var i = 1; i < sequence.Length; i++)
        {
            var pair = (sequence[i - 1], sequence[i]);
            if (pair.Item1 == Unknown || pair.Item2 == Unknown)
                continue;
            counts[pair] = counts.GetValueOrDefault(pair) + sign * count;
            changed?.Add(pair);
            if (sign < 0)
                continue;
            if (!wordsOf.TryGetValue(pair, out var holders))
                wordsOf.Add(pair, holders = []);
            holders.Add(word);
        }
    }

    private void Merge((int Left, int Right) pair, int merged)
    {
        var changed = new HashSet<(int Left, int Right)>();
        // A word that lost the pair by an earlier merge is still among its words: there nothing is found.
        foreach (var word in wordsOf[pair])
        {
            Count(word, sign: -1, changed);
            words[word] = (Merged(words[word].Pieces, pair, merged), words[word].Count);
            Count(word, sign: 1, changed);
        }

        wordsOf.Remove(pair);
        foreach (var other in changed)
        {
            if (counts[other] > 0)
                Enqueue(other);
            else
                counts.Remove(other);
        }
    }

    private static int[] Merged(int[] sequence, (int Left, int Right) pair, int merged)
    {
        var shorter = new List<int>(sequence.Length);
        for (var i = 0; i < sequence.Length; i++)
        {
            var isPair = i + 1 < sequence.Length && (sequence[i], sequence[i + 1]) == pair;
            shorter.Add(isPair ? merged : sequence[i]);
            i += isPair ? 1 : 0;
        }

        return [.. shorter];
    }

    private void Enqueue((int Left, int Right) pair)
    {
        if (counts[pair] >= Math.Max(2, options.MinimumCount))
            queue.Enqueue(pair, (counts[pair], pieces[pair.Left], pieces[pair.Right]));
    }

    /// <summary>The most frequent pair. Counts that changed were put in again: those of the past are passed over.</summary>
    private bool TryDequeue(out (int Left, int Right) pair)
    {
        while (queue.TryDequeue(out pair, out var priority))
        {
            if (counts.GetValueOrDefault(pair) == priority.Count)
                return true;
        }

        return false;
    }
}
