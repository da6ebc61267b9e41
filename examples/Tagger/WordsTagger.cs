using ModelGen;
using ModelGen.Text;

/// <summary>Finds the words of a text without spaces: each character begins one (B), is within (M), ends it (E), or is a single one (S).</summary>
internal sealed class WordsTagger : SequenceTagger
{
    private static readonly CharacterTokenizer Tokenizer = new(CharacterUnit.Rune);

    private readonly Vocabulary characters, pairs;
    private readonly WordsNetwork network;

    private WordsTagger(Vocabulary characters, Vocabulary pairs, Vocabulary tags, int seed)
        : base(tags)
    {
        this.characters = characters;
        this.pairs = pairs;
        network = new WordsNetwork(seed);
    }

    /// <inheritdoc/>
    protected override ITrainable Network => network;

    /// <summary>An untrained one that knows the characters of sentences, and the pairs that occur twice.</summary>
    public static WordsTagger Create(IReadOnlyCollection<TaggedSentence> sentences, int seed) => new(
        Vocabulary.Build(sentences.SelectMany(sentence => sentence.Units), new VocabularyOptions { MaximumSize = WordsNetwork.Characters }),
        Vocabulary.Build(
            sentences.SelectMany(sentence => PairsOf(sentence.Units)), new VocabularyOptions { MinimumCount = 2, MaximumSize = WordsNetwork.Pairs }),
        Vocabulary.Of(["B", "M", "E", "S"]),
        seed);

    /// <summary>What <see cref="Save"/> wrote.</summary>
    public static WordsTagger Load(string path)
    {
        var tagger = new WordsTagger(
            Vocabulary.Load(path, nameof(characters)), Vocabulary.Load(path, nameof(pairs)), Vocabulary.Load(path, nameof(Tags)), seed: 0);
        tagger.network.Load(path);
        return tagger;
    }

    /// <summary>The characters of a sentence of a treebank, tagged by its tokens.</summary>
    public static TaggedSentence Read(ConlluSentence sentence) =>
        new([.. sentence.Tokens.SelectMany(Tokenizer.Split)], [.. Segment.ToTags(sentence.Tokens)]);

    /// <summary>Cuts a text into words.</summary>
    public string[] Words(string text)
    {
        var units = Tokenizer.Split(text);
        return [.. Segment.OfTags(Tag(units)).Select(segment => string.Concat(units.Skip(segment.Start).Take(segment.Length)))];
    }

    /// <inheritdoc/>
    public override void Save(string path)
    {
        base.Save(path);
        characters.Save(path, nameof(characters));
        pairs.Save(path, nameof(pairs));
    }

    /// <inheritdoc/>
    protected override DataColumn[] Columns(IEnumerable<string[]> sentences, Random? random) =>
    [
        DataColumn.Of(Ragged.Of(sentences.Select(sentence => Encode(characters, sentence, random)))),
        DataColumn.Of(Ragged.Of(sentences.Select(sentence => Encode(pairs, PairsOf(sentence), random))), width: 2),
    ];

    /// <inheritdoc/>
    protected override float[] Scores(string[] units) =>
        network.Tag(Encode(characters, units, random: null), Encode(pairs, PairsOf(units), random: null));

    // Of each character with the one before and with the one behind.
    private static IEnumerable<string> PairsOf(string[] units)
    {
        for (var i = 0; i < units.Length; i++)
        {
            yield return (i > 0 ? units[i - 1] : "<s>") + units[i];
            yield return units[i] + (i + 1 < units.Length ? units[i + 1] : "</s>");
        }
    }
}
