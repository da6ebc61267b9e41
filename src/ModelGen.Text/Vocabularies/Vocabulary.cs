using System.Text;

namespace ModelGen.Text;

/// <summary>
/// Words, characters or other pieces of text and their indices, from 0: first the entries for padding, unknown words, begin and end, as far as they are wanted,
/// then the words, the most frequent one first. It belongs to a model as its weights do, and is saved in their file. Any number of threads may read.
/// </summary>
public sealed partial class Vocabulary
{
    private readonly string[] entries;
    private readonly long[] counts;
    private readonly Dictionary<string, int> indices;

    private Vocabulary(string[] entries, long[] counts, VocabularyOptions markers, string argument)
    {
        this.entries = entries;
        this.counts = counts;
        indices = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        for (var index = 0; index < entries.Length; index++)
        {
            if (!IsText(entries[index]))
                throw new ArgumentException($"Entry {index} is empty or no valid Unicode.", argument);
            if (!indices.TryAdd(entries[index], index))
                throw new ArgumentException($"'{entries[index]}' is there twice.", argument);
        }

        (PaddingIndex, UnknownIndex, BeginIndex, EndIndex) = (Of(markers.Padding), Of(markers.Unknown), Of(markers.Begin), Of(markers.End));

        int? Of(string? marker) => marker is null ? null : indices[marker];
    }

    /// <summary>Entries: the rows that an embedding needs.</summary>
    public int Count => entries.Length;

    /// <summary>All entries, by index.</summary>
    public IReadOnlyList<string> Entries => entries;

    /// <summary>How often each entry occurred, by index: the unknown entry's are the words that were left out, and 0 where nothing was counted.</summary>
    public ReadOnlySpan<long> Counts => counts;

    /// <summary>The index of the entry that fills up shorter samples.</summary>
    public int? PaddingIndex { get; }

    /// <summary>The index of the entry for words that are not in the vocabulary.</summary>
    public int? UnknownIndex { get; }

    /// <summary>The index of the entry that begins a sequence.</summary>
    public int? BeginIndex { get; }

    /// <summary>The index of the entry that ends a sequence.</summary>
    public int? EndIndex { get; }

    /// <summary>An entry.</summary>
    /// <param name="index">Its index.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such index.</exception>
    public string this[int index] => (uint)index < (uint)entries.Length
        ? entries[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected an index from 0 to {entries.Length - 1}.");

    /// <summary>Counts words and takes the frequent ones.</summary>
    /// <param name="words">All words of the training data, with repetitions. One that equals an entry of the options counts for that.</param>
    /// <param name="options">What is taken.</param>
    /// <exception cref="ArgumentException">Entries of the options that are equal, or a word that is empty or no valid Unicode.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Options out of their range.</exception>
    public static Vocabulary Build(IEnumerable<string> words, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var word in words)
            counts[word] = counts.GetValueOrDefault(word) + 1;
        return FromCounts(counts, options);
    }

    /// <summary>Takes the frequent ones of words that are counted already; those that are equally frequent in ordinal order.</summary>
    /// <param name="counts">Words, each once, and how often each occurs.</param>
    /// <param name="options">What is taken.</param>
    /// <inheritdoc cref="Build"/>
    public static Vocabulary FromCounts(IEnumerable<KeyValuePair<string, long>> counts, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        options ??= new VocabularyOptions();
        options.Check(nameof(options));
        var markers = options.Markers.ToDictionary(marker => marker, _ => 0L);
        var words = new List<KeyValuePair<string, long>>();
        foreach (var counted in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counted.Value, nameof(counts));
            if (markers.TryGetValue(counted.Key, out var known))
                markers[counted.Key] = known + counted.Value;
            else
                words.Add(counted);
        }

        var taken = words
            .Where(word => word.Value >= options.MinimumCount)
            .OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Take(options.MaximumSize - markers.Count ?? int.MaxValue)
            .ToArray();
        if (options.Unknown is { } unknown)
            markers[unknown] += words.Sum(word => word.Value) - taken.Sum(word => word.Value);
        return new Vocabulary(
            [.. options.Markers, .. taken.Select(word => word.Key)],
            [.. options.Markers.Select(marker => markers[marker]), .. taken.Select(word => word.Value)],
            options,
            nameof(counts));
    }

    /// <summary>Words in a given order, such as the names of tags, behind the entries of the options; without options nothing but the words.</summary>
    /// <param name="words">Each once.</param>
    /// <param name="options">The entries before them; counts and sizes mean nothing here.</param>
    /// <exception cref="ArgumentException">A word that is there twice, is empty, or is no valid Unicode.</exception>
    public static Vocabulary Of(IEnumerable<string> words, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        options ??= VocabularyOptions.OnlyWords;
        options.Check(nameof(options));
        string[] entries = [.. options.Markers, .. words];
        return new Vocabulary(entries, new long[entries.Length], options, nameof(words));
    }

    /// <summary>Whether a word is an entry, and which.</summary>
    /// <param name="word">The word.</param>
    /// <param name="index">Its index.</param>
    public bool TryGetIndex(string word, out int index) => indices.TryGetValue(word, out index);

    /// <summary>The index of a word, or of the unknown entry.</summary>
    /// <param name="word">The word.</param>
    /// <exception cref="ArgumentException">No such word, and no unknown entry.</exception>
    public int IndexOf(string word) => TryGetIndex(word, out var index)
        ? index
        : UnknownIndex ?? throw NotThere($"'{word}'", nameof(word));

    /// <summary>The indices of words.</summary>
    /// <param name="words">A sequence of words.</param>
    /// <param name="addBegin">Whether the begin entry comes first.</param>
    /// <param name="addEnd">Whether the end entry comes last.</param>
    /// <exception cref="ArgumentException">No such word, and no unknown entry; the message says which and where.</exception>
    /// <exception cref="InvalidOperationException">An entry that is to be added is not there.</exception>
    public int[] Encode(IEnumerable<string> words, bool addBegin = false, bool addEnd = false)
    {
        ArgumentNullException.ThrowIfNull(words);
        var encoded = new List<int>();
        if (addBegin)
            encoded.Add(BeginIndex ?? throw new InvalidOperationException("The vocabulary has no entry for the begin of a sequence."));
        var position = 0;
        foreach (var word in words)
        {
            if (!TryGetIndex(word, out var index))
                index = UnknownIndex ?? throw NotThere($"Word {position}, '{word}',", nameof(words));
            encoded.Add(index);
            position++;
        }

        if (addEnd)
            encoded.Add(EndIndex ?? throw new InvalidOperationException("The vocabulary has no entry for the end of a sequence."));
        return [.. encoded];
    }

    /// <summary>The words of indices.</summary>
    /// <param name="encoded">A sequence of indices.</param>
    /// <param name="keepMarkers">Whether begin, end and padding become words too; otherwise they are left out, and with the end all that follows it.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such index; the message says which and where.</exception>
    public string[] Decode(ReadOnlySpan<int> encoded, bool keepMarkers = false)
    {
        var words = new List<string>(encoded.Length);
        for (var position = 0; position < encoded.Length; position++)
        {
            var index = encoded[position];
            if ((uint)index >= (uint)Count)
                throw new ArgumentOutOfRangeException(nameof(encoded), index, $"Expected an index from 0 to {Count - 1} at position {position}.");
            if (!keepMarkers && index == EndIndex)
                break;
            if (keepMarkers || (index != BeginIndex && index != PaddingIndex))
                words.Add(entries[index]);
        }

        return [.. words];
    }

    /// <summary>Whether an entry is no word, but padding, unknown, begin or end.</summary>
    internal bool IsMarker(int index) => index == PaddingIndex || index == UnknownIndex || index == BeginIndex || index == EndIndex;

    private ArgumentException NotThere(string what, string argument) =>
        new($"{what} is none of the {Count} entries, and there is no entry for unknown words.", argument);

    private static bool IsText(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return false;
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return true;
    }
}
