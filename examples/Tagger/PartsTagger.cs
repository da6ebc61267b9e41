using System.Text.RegularExpressions;
using ModelGen;
using ModelGen.Text;

/// <summary>Gives each word its part of speech.</summary>
internal sealed partial class PartsTagger : SequenceTagger
{
    private static readonly CharacterTokenizer Spelling = new();
    private static readonly WordTokenizer Tokenizer = new();

    private readonly Vocabulary words, letters;
    private readonly PartsNetwork network;

    private PartsTagger(Vocabulary words, Vocabulary letters, Vocabulary tags, int seed)
        : base(tags)
    {
        this.words = words;
        this.letters = letters;
        network = new PartsNetwork(seed);
    }

    /// <inheritdoc/>
    protected override ITrainable Network => network;

    /// <summary>An untrained one that knows the words, letters and tags of sentences.</summary>
    public static PartsTagger Create(IReadOnlyCollection<TaggedSentence> sentences, int seed)
    {
        var forms = sentences.SelectMany(sentence => sentence.Units).ToArray();
        return new(
            Vocabulary.Build(forms.Select(Plain), new VocabularyOptions { MaximumSize = PartsNetwork.Words }),
            Vocabulary.Build(
                forms.SelectMany(Spelling.Split), new VocabularyOptions { Padding = "<pad>", Begin = "<w>", End = "</w>", MaximumSize = PartsNetwork.Letters }),
            Vocabulary.Of(sentences.SelectMany(sentence => sentence.Tags).Distinct().Order(StringComparer.Ordinal)),
            seed);
    }

    /// <summary>What <see cref="Save"/> wrote.</summary>
    public static PartsTagger Load(string path)
    {
        var tagger = new PartsTagger(
            Vocabulary.Load(path, nameof(words)), Vocabulary.Load(path, nameof(letters)), Vocabulary.Load(path, nameof(Tags)), seed: 0);
        tagger.network.Load(path);
        return tagger;
    }

    /// <summary>The words of a sentence of a treebank, with their universal parts of speech.</summary>
    public static TaggedSentence Read(ConlluSentence sentence) =>
        new([.. sentence.Words.Select(word => word.Form)], [.. sentence.Words.Select(word => word.Upos ?? "X")]);

    /// <summary>Cuts a text as the English treebanks do: <c>don't</c> is <c>do</c> and <c>n't</c>.</summary>
    public static string[] Split(string text) => [.. Tokenizer.Split(text).SelectMany(word => Clitics.Split(word))];

    /// <summary>Whether a word was there in training.</summary>
    public bool Knows(string word) => words.TryGetIndex(Plain(word), out _);

    /// <inheritdoc/>
    public override void Save(string path)
    {
        base.Save(path);
        words.Save(path, nameof(words));
        letters.Save(path, nameof(letters));
    }

    /// <inheritdoc/>
    protected override DataColumn[] Columns(IEnumerable<string[]> sentences, Random? random) =>
    [
        DataColumn.Of(Ragged.Of(sentences.Select(sentence => Encode(words, sentence.Select(Plain), random)))),
        DataColumn.Of(Ragged.Of(sentences.Select(LettersOf)), PartsNetwork.LettersOfAWord),
    ];

    /// <inheritdoc/>
    protected override float[] Scores(string[] units) => network.Tag(Encode(words, units.Select(Plain), random: null), LettersOf(units));

    [GeneratedRegex(@"(?<=\p{L})(?=n['’]t$)|(?<=\p{L})(?=['’](?:s|re|ve|ll|m|d)$)", RegexOptions.IgnoreCase)]
    private static partial Regex Clitics { get; }

    // Letters tell what is large; numbers are alike.
    private static string Plain(string word) => string.Concat(word.ToLowerInvariant().Select(letter => char.IsDigit(letter) ? '0' : letter));

    // A long word's middle is left out.
    private int[] LettersOf(string[] units) => [.. units.SelectMany(word =>
    {
        const int Room = PartsNetwork.LettersOfAWord - 2;
        var spelling = Spelling.Split(word);
        var shown = spelling.Count <= Room ? spelling : [.. spelling.Take(Room / 2), .. spelling.TakeLast(Room / 2)];
        return letters.Encode(shown, addBegin: true, addEnd: true).Concat(Enumerable.Repeat(letters.PaddingIndex!.Value, Room - shown.Count));
    })];
}
