using ModelGen;
using ModelGen.Text;

/// <summary>A network with the characters that it knows.</summary>
internal sealed class Writer
{
    public const string LstmName = "lstm", TransformerName = "transformer";

    private const int BatchSize = 32;

    private static readonly CharacterTokenizer Tokenizer = new();

    private readonly ICharacterNetwork network;
    private readonly Vocabulary characters;

    private Writer(string name, Vocabulary characters, int seed)
    {
        this.characters = characters;
        network = name == LstmName ? new LstmWriter(seed) : new TransformerWriter(seed);
    }

    /// <summary>An untrained one, which knows the most frequent characters of a text.</summary>
    public static Writer Create(string name, string text, int seed) =>
        new(name, Vocabulary.Build(Tokenizer.Split(text), new VocabularyOptions { MaximumSize = ICharacterNetwork.Characters }), seed);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Writer Load(string name, string path)
    {
        var loaded = new Writer(name, Vocabulary.Load(path), seed: 0);
        loaded.network.Load(path);
        return loaded;
    }

    /// <summary>Writes network and characters into one file.</summary>
    public void Save(string path)
    {
        network.Save(path);
        characters.Save(path);
    }

    /// <summary>Trains on a text, cut into pieces, others in each epoch.</summary>
    /// <returns>The loss of the last epoch, in nats a character.</returns>
    public double Train(string text, int epochs, int seed, IProgress<TrainingProgress>? progress = null)
    {
        var encoded = characters.Encode(Tokenizer.Split(text));
        var steps = (encoded.Length / ICharacterNetwork.Length + BatchSize - 1) / BatchSize;
        network.Schedules = [new CosineDecay(steps * epochs)];
        var loss = 0.0;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var options = new TrainingOptions { Epochs = 1, BatchSize = BatchSize, Seed = seed + epoch, Progress = progress };
            loss = network.Train(Pieces(encoded, seed + epoch), options: options).Epochs[^1].Loss;
        }

        return loss;
    }

    /// <summary>Bits that a character of a text costs.</summary>
    public double BitsPerCharacter(string text) => network.Evaluate(Pieces(characters.Encode(Tokenizer.Split(text)), seed: 0)).Loss / Math.Log(2);

    /// <summary>Goes on with a text. What lies further back than the network sees is forgotten: it begins anew with the last half of that.</summary>
    public IEnumerable<string> Write(string beginning, int length, SamplingOptions options)
    {
        var written = characters.Encode(Tokenizer.Split(beginning)).ToList();
        var (run, sampler, scores) = (network.Start(), new TokenSampler(options), new float[ICharacterNetwork.Characters]);
        Read(written.TakeLast(ICharacterNetwork.Length / 2));
        for (var i = 0; i < length; i++)
        {
            // Places without a character, and the unknown one, do not come.
            scores.AsSpan(characters.Count).Fill(float.NegativeInfinity);
            scores[characters.UnknownIndex!.Value] = float.NegativeInfinity;
            var next = sampler.Choose(scores);
            written.Add(next);
            yield return characters[next];
            if (run.Steps < run.MaximumSteps)
                run.Next([next], scores);
            else
                Read(written.TakeLast(ICharacterNetwork.Length / 2));
        }

        void Read(IEnumerable<int> tokens)
        {
            run = network.Start();
            foreach (var token in tokens)
                run.Next([token], scores);
        }
    }

    private static DataSet Pieces(int[] text, int seed)
    {
        // The first piece begins anywhere, so that no character is always the last.
        var first = new Random(seed).Next(Math.Max(1, Math.Min(ICharacterNetwork.Length, text.Length - 1)));
        var pieces = text.Skip(first).Chunk(ICharacterNetwork.Length + 1).Where(piece => piece.Length > 1).ToArray();
        return DataSet.Of(DataColumn.Of(Ragged.Of(pieces.Select(piece => piece[..^1]))), DataColumn.Of(Ragged.Of(pieces.Select(piece => piece[1..]))));
    }
}
