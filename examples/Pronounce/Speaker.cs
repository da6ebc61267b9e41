using ModelGen;
using ModelGen.Text;

/// <summary>The network with the letters and phonemes that it knows.</summary>
internal sealed class Speaker
{
    private const int BatchSize = 64;

    private readonly Vocabulary letters, phonemes;
    private readonly Pronouncer network;

    private Speaker(Vocabulary letters, Vocabulary phonemes, int seed)
    {
        this.letters = letters;
        this.phonemes = phonemes;
        network = new Pronouncer(seed);
    }

    private int Begin => phonemes.BeginIndex!.Value;

    private int End => phonemes.EndIndex!.Value;

    /// <summary>An untrained one.</summary>
    public static Speaker Create(IReadOnlyCollection<Entry> entries, int seed) => new(
        Vocabulary.Build(entries.SelectMany(entry => LettersOf(entry.Letters)), new VocabularyOptions { MaximumSize = Pronouncer.Letters }),
        Vocabulary.Of(
            entries.SelectMany(entry => entry.Pronunciations).SelectMany(phonemes => phonemes).Distinct().Order(StringComparer.Ordinal),
            new VocabularyOptions { Unknown = null, Begin = "<s>", End = "</s>" }),
        seed);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Speaker Load(string path)
    {
        var loaded = new Speaker(Vocabulary.Load(path, nameof(letters)), Vocabulary.Load(path, nameof(phonemes)), seed: 0);
        loaded.network.Load(path);
        return loaded;
    }

    /// <summary>Writes network and vocabularies into one file.</summary>
    public void Save(string path)
    {
        network.Save(path);
        letters.Save(path, nameof(letters));
        phonemes.Save(path, nameof(phonemes));
    }

    /// <summary>Trains on all pronunciations of all words; the rate falls along a cosine.</summary>
    public void Train(IEnumerable<Entry> entries, int epochs, int seed, IProgress<TrainingProgress>? progress = null)
    {
        var pairs = entries.SelectMany(entry => entry.Pronunciations.Select(said => (entry.Letters, Phonemes: phonemes.Encode(said)))).ToArray();
        var data = DataSet.Of(
            DataColumn.Of(Ragged.Of(pairs.Select(pair => Encode(pair.Letters)))),
            DataColumn.Of(Ragged.Of(pairs.Select(pair => (int[])[Begin, .. pair.Phonemes]))),
            DataColumn.Of(Ragged.Of(pairs.Select(pair => (int[])[.. pair.Phonemes, End]))));
        network.Schedules = [new CosineDecay((pairs.Length + BatchSize - 1) / BatchSize * epochs)];
        network.Train(data, options: new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Seed = seed, Progress = progress });
    }

    /// <summary>The most probable pronunciations of words, by beam search.</summary>
    /// <param name="words">In lower case.</param>
    /// <param name="width">Beginnings that are followed.</param>
    /// <returns>Of each word the best ones, the best first, and their probabilities.</returns>
    public (string[] Phonemes, double Probability)[][] Say(IEnumerable<string> words, int width = 5) => [.. words.Chunk(BatchSize).SelectMany(batch =>
    {
        var encoded = Ragged.Of(batch.Select(Encode));
        var found = Decoding.Beam(network.StartPronounce(encoded.Values, encoded.Lengths), [Begin], End, new BeamOptions { Width = width });
        // The network has room for more phonemes than there are, which it has to learn.
        return found.Select(best => best
            .Select(said => (phonemes.Decode([.. said.Tokens.Where(token => token < phonemes.Count)]), Math.Exp(said.LogProbability)))
            .ToArray());
    })];

    /// <summary>Words and phonemes that are wrong; of several pronunciations the nearest counts.</summary>
    public ErrorRate Test(IReadOnlyCollection<Entry> entries)
    {
        var errors = new ErrorRate();
        foreach (var (entry, said) in entries.Zip(Say(entries.Select(entry => entry.Letters))))
            errors.Add<string>(said[0].Phonemes, entry.Pronunciations);
        return errors;
    }

    /// <summary>How much the network looks at each letter before it writes each phoneme.</summary>
    /// <param name="word">In lower case.</param>
    /// <param name="said">Its phonemes.</param>
    /// <returns>[phonemes, letters]: each row sums to 1.</returns>
    public float[,] Attention(string word, string[] said)
    {
        // A step's weights have room for the longest word.
        var weights = network.Look(Encode(word), [Begin, .. phonemes.Encode(said)]).Weights;
        var attention = new float[said.Length, word.Length];
        for (var phoneme = 0; phoneme < said.Length; phoneme++)
        {
            for (var letter = 0; letter < word.Length; letter++)
                attention[phoneme, letter] = weights[phoneme * Pronouncer.LongestWord + letter];
        }

        return attention;
    }

    private static IEnumerable<string> LettersOf(string word) => word.Select(letter => $"{letter}");

    private int[] Encode(string word) => letters.Encode(LettersOf(word));
}
