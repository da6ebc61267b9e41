using ModelGen;
using ModelGen.Text;

/// <summary>A network with the words and characters that it knows.</summary>
internal sealed class Translator
{
    public const string LstmName = "lstm", TransformerName = "transformer";

    private const int BatchSize = 64;

    private static readonly WordTokenizer Words = new(lowercase: true);
    private static readonly CharacterTokenizer Characters = new();

    private readonly ITranslator network;
    private readonly Vocabulary source, target;

    private Translator(string name, Vocabulary source, Vocabulary target, int seed)
    {
        (this.source, this.target) = (source, target);
        network = name == LstmName ? new LstmTranslator(seed) : new TransformerTranslator(seed);
    }

    private int Begin => target.BeginIndex!.Value;

    private int End => target.EndIndex!.Value;

    /// <summary>An untrained one.</summary>
    public static Translator Create(string name, IReadOnlyCollection<SentencePair> pairs, int seed) => new(
        name,
        Vocabulary.Build(pairs.SelectMany(pair => Words.Split(pair.English)), new VocabularyOptions { MaximumSize = ITranslator.SourceWords }),
        Vocabulary.Build(
            pairs.SelectMany(pair => Characters.Split(pair.Chinese)),
            new VocabularyOptions { MaximumSize = ITranslator.TargetCharacters, Begin = "<s>", End = "</s>" }),
        seed);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Translator Load(string name, string path)
    {
        var loaded = new Translator(name, Vocabulary.Load(path, nameof(source)), Vocabulary.Load(path, nameof(target)), seed: 0);
        loaded.network.Load(path);
        return loaded;
    }

    /// <summary>Whether a pair is short enough.</summary>
    public static bool Fits(SentencePair pair) =>
        Words.Split(pair.English).Count is > 0 and <= ITranslator.LongestSource && Characters.Split(pair.Chinese).Count is > 0 and < ITranslator.LongestTarget;

    /// <summary>Writes network and vocabularies into one file.</summary>
    public void Save(string path)
    {
        network.Save(path);
        source.Save(path, nameof(source));
        target.Save(path, nameof(target));
    }

    /// <summary>Trains; the rate rises at first, and then falls along a cosine. Of pairs to choose by, if any, the epoch with the least loss stays.</summary>
    public void Train(
        IReadOnlyCollection<SentencePair> pairs,
        int epochs,
        int seed,
        IReadOnlyCollection<SentencePair>? validation = null,
        IProgress<TrainingProgress>? progress = null)
    {
        var steps = (pairs.Count + BatchSize - 1) / BatchSize * epochs;
        network.Schedules = [new Warmup(Math.Max(1, steps / 20)), new CosineDecay(Math.Max(2, steps))];
        var options = new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Seed = seed, Progress = progress };
        network.Train(DataOf(pairs), validation is null ? null : DataOf(validation), options);
    }

    /// <summary>The best translation of each sentence, by beam search.</summary>
    public string[] Translate(IEnumerable<string> sentences, int width = 5) => [.. sentences.Chunk(BatchSize).SelectMany(batch =>
    {
        var encoded = Ragged.Of(batch.Select(Encode));
        var found = Decoding.Beam(network.Start(encoded.Values, encoded.Lengths), [Begin], End, new BeamOptions { Width = width });
        // The network has room for more characters than there may be.
        return found.Select(best => Characters.Join(target.Decode([.. best[0].Tokens.Where(token => token < target.Count)])));
    })];

    /// <summary>How near translations are to those of people: BLEU of characters; of several translations of a sentence each counts.</summary>
    public BleuScore Test(IReadOnlyCollection<SentencePair> pairs)
    {
        var groups = pairs.GroupBy(pair => pair.English).ToArray();
        return Bleu.Corpus(
            Translate(groups.Select(group => group.Key)),
            [.. groups.Select(group => (IReadOnlyList<string>)[.. group.Select(pair => pair.Chinese)])],
            new BleuOptions { Tokenization = BleuTokenization.Chinese });
    }

    private DataSet DataOf(IReadOnlyCollection<SentencePair> pairs)
    {
        var targets = pairs.Select(pair => target.Encode(Characters.Split(pair.Chinese))).ToArray();
        return DataSet.Of(
            DataColumn.Of(Ragged.Of(pairs.Select(pair => Encode(pair.English)))),
            DataColumn.Of(Ragged.Of(targets.Select(characters => (int[])[Begin, .. characters]))),
            DataColumn.Of(Ragged.Of(targets.Select(characters => (int[])[.. characters, End]))));
    }

    private int[] Encode(string english) => source.Encode(Words.Split(english).Take(ITranslator.LongestSource));
}
