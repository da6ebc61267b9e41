using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace ModelGen.Text;

/// <summary>
/// Cuts text into frequent pieces of words, down to single characters, so that few or no words are unknown (byte-pair encoding: Sennrich, Haddow and Birch
/// 2016). A word begins with <c>▁</c> (U+2581), as in SentencePiece, and merges do not reach over white space; any white space comes back as one space, all
/// else as it was. What it learned belongs to a model as its weights do, and is saved in their file.
/// </summary>
public sealed class BytePairTokenizer : ITokenizer
{
    /// <summary>Stands before each word.</summary>
    internal const char WordBegin = '\u2581';

    private readonly BpeTokenizer applied;
    private readonly string[] merges;

    private BytePairTokenizer(Vocabulary vocabulary, string[] merges)
    {
        var unknown = vocabulary.UnknownIndex ?? throw new ArgumentException("Expected a vocabulary with an entry for unknown characters.", nameof(vocabulary));
        Vocabulary = vocabulary;
        this.merges = merges;
        applied = BpeTokenizer.Create(new BpeOptions(vocabulary.Entries.Select((entry, index) => KeyValuePair.Create(entry, index)))
        {
            Merges = merges,
            UnknownToken = vocabulary[unknown],
            PreTokenizer = PreTokenizer.CreateWhiteSpace(),
        });
    }

    /// <summary>The pieces: padding, unknown, begin and end as far as they are wanted, all characters, then what was merged, in that order.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>
    /// What was merged, in the order of learning, with a space between the two: lines of a merges file, as <c>BpeOptions.Merges</c> of
    /// Microsoft.ML.Tokenizers takes them.
    /// </summary>
    public IReadOnlyList<string> Merges => merges;

    /// <summary>
    /// Learns pieces: begins with all characters, and merges the two neighbours that stand together most often until the vocabulary is full or no two stand
    /// together twice. Of equally frequent ones, the first in ordinal order is taken.
    /// </summary>
    /// <param name="texts">The training data: lines, sentences or whole texts, read once.</param>
    /// <param name="size">The largest number of entries of the vocabulary, all included.</param>
    /// <param name="options">
    /// The entries beside the pieces, and how often a character, or a pair to be merged, must occur. Its largest size means nothing here.
    /// </param>
    /// <exception cref="ArgumentException">Options without an entry for unknown characters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less room than characters need: let rare ones be unknown by their count.</exception>
    public static BytePairTokenizer Train(IEnumerable<string> texts, int size, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        options = (options ?? new VocabularyOptions()) with { MaximumSize = null };
        options.Check(nameof(options));
        var (characters, merges) = new BytePairTraining(texts, options).Run(size);
        var merged = merges.Select(merge => merge.Replace(" ", string.Empty, StringComparison.Ordinal)).Distinct();
        return new BytePairTokenizer(Vocabulary.Of([.. characters, .. merged], options), merges);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. applied.EncodeToTokens(Marked(text), out _).Select(token => token.Value)];
    }

    /// <inheritdoc/>
    public string Join(IEnumerable<string> pieces) => string.Concat(pieces).Replace(WordBegin, ' ').TrimStart(' ');

    /// <summary>The indices of a text's pieces.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="addBegin">Whether the begin entry comes first.</param>
    /// <param name="addEnd">Whether the end entry comes last.</param>
    /// <exception cref="InvalidOperationException">An entry that is to be added is not there.</exception>
    public int[] Encode(string text, bool addBegin = false, bool addEnd = false) => Vocabulary.Encode(Split(text), addBegin, addEnd);

    /// <summary>The text of indices, without begin, padding, end and what follows the end.</summary>
    /// <param name="encoded">A sequence of indices.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such index.</exception>
    public string Decode(ReadOnlySpan<int> encoded) => Join(Vocabulary.Decode(encoded));

    /// <summary>Writes it to a safetensors file, vocabulary included, as <see cref="Vocabulary.Save"/> does.</summary>
    /// <inheritdoc cref="Vocabulary.Save"/>
    public void Save(string path, string name = "words")
    {
        Vocabulary.Save(path, name);
        FileTexts.Write(path, KeyOf(name), FileTexts.Json(json =>
        {
            json.WriteStartArray("merges");
            foreach (var merge in merges)
                json.WriteStringValue(merge);
            json.WriteEndArray();
        }));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tokenizer's name.</param>
    /// <exception cref="InvalidDataException">A damaged file, or one without such a tokenizer.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BytePairTokenizer Load(string path, string name = "words")
    {
        var vocabulary = Vocabulary.Load(path, name);
        return FileTexts.Read(path, KeyOf(name), json =>
        {
            string[] merges = [.. json.GetProperty("merges").EnumerateArray().Select(FileTexts.Text)];
            foreach (var merge in merges)
            {
                if (merge.Split(' ') is not [var first, var second] || !IsPiece(first) || !IsPiece(second) || !IsPiece(first + second))
                    throw new JsonException($"the merge '{merge}' is not of the vocabulary's pieces");
            }

            return new BytePairTokenizer(vocabulary, merges);

            bool IsPiece(string piece) => vocabulary.TryGetIndex(piece, out _);
        });
    }

    /// <summary>Words with the begin mark, a space between each two.</summary>
    internal static string Marked(string text) => string.Join(' ', WordsOf(text));

    internal static IEnumerable<string> WordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => WordBegin + word);

    private static string KeyOf(string name) => $"merges:{name}";
}
