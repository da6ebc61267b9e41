using ModelGen;
using ModelGen.Reports;
using ModelGen.Text;

/// <summary>Trains word vectors, and shows what they are good for.</summary>
internal static class Vectors
{
    private const int BatchSize = 256;

    private static readonly (string Name, string[] Words)[] Groups =
    [
        ("people", ["king", "queen", "prince", "servant", "priest", "prophet", "captain", "shepherd", "widow", "virgin"]),
        ("family", ["father", "mother", "son", "daughter", "brother", "sister", "wife", "husband"]),
        ("animals", ["ox", "sheep", "goat", "lamb", "ram", "ass", "camel", "lion", "bear", "serpent"]),
        ("food", ["bread", "wine", "oil", "honey", "milk", "flour", "fruit", "wheat", "barley"]),
        ("metals", ["gold", "silver", "brass", "iron", "tin", "lead"]),
        ("numbers", ["two", "three", "four", "five", "six", "seven", "ten", "twenty", "hundred", "thousand"]),
        ("body", ["head", "hand", "eye", "ear", "mouth", "foot", "tongue", "heart"]),
        ("places", ["jerusalem", "babylon", "egypt", "galilee", "samaria", "judah", "damascus"]),
    ];

    /// <summary>Trains a network on other neighbours in each epoch.</summary>
    public static void Train(IWordNetwork network, Corpus corpus, int epochs, int seed, IProgress<TrainingProgress>? progress = null)
    {
        network.NegativesDistribution = corpus.Noise();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var data = network is SkipGram ? corpus.SkipGrams(epoch, seed) : corpus.Bags(epoch, seed);
            // Samples are not equally many in all epochs: the rate falls with their first number.
            if (epoch == 0)
                network.Objectives[0].Schedules = [new PolynomialDecay((data.Count + BatchSize - 1) / BatchSize * epochs) { FinalFactor = 0.05f }];
            network.Train(data, options: new TrainingOptions { Epochs = 1, BatchSize = BatchSize, Seed = seed + epoch, Progress = progress });
        }
    }

    /// <summary>The vectors of all words, trained by a network.</summary>
    public static WordVectors Of(IWordNetwork network, Vocabulary words) =>
        new(network.Parameters["word.weight"].Values[..(words.Count * Corpus.Size)], words);

    /// <summary>The words nearest to one; of three, those that are to the third as the second is to the first.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="words">The words that have vectors.</param>
    /// <param name="typed">A word, or three.</param>
    /// <param name="count">How many.</param>
    /// <returns>What there is to say, a line each.</returns>
    public static IEnumerable<string> Answer(WordVectors vectors, Vocabulary words, string typed, int count = 8)
    {
        var asked = typed.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (asked.FirstOrDefault(word => !words.TryGetIndex(word, out _)) is { } unknown)
            return [$"'{unknown}' is none of the {words.Count:N0} words."];
        return asked switch
        {
            [var word] => vectors.Nearest(word, count).Select(Line),
            [var first, var second, var third] => vectors.Analogy(first, second, third, count).Select(Line),
            _ => ["A word, for those near to it; or three, 'man king woman': man is to king as woman is to …"],
        };

        static string Line((string Word, float Similarity) near) => $"{near.Similarity:F3}  {near.Word}";
    }

    /// <summary>Some words of some kinds, in the two directions in which their vectors differ most.</summary>
    public static Figure Plot(IWordNetwork network, Vocabulary words, string title)
    {
        var shown = Groups.SelectMany(group => group.Words.Select(word => (group.Name, Word: word)))
            .Where(entry => words.TryGetIndex(entry.Word, out _)).ToArray();
        var weights = network.Parameters["word.weight"].Values;
        var vectors = new float[shown.Length][];
        for (var i = 0; i < shown.Length; i++)
            vectors[i] = weights.Slice(words.IndexOf(shown[i].Word) * Corpus.Size, Corpus.Size).ToArray();
        return Figure.Points(title, [.. shown.Zip(Projection.ToPlane(vectors), (entry, place) => new LabelledPoint(entry.Word, place.X, place.Y, entry.Name))]);
    }
}
