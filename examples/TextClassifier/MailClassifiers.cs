using ModelGen;
using ModelGen.Text;

/// <summary>All networks for mails, and their vocabulary.</summary>
/// <param name="words">The words that they know.</param>
/// <param name="seed">Of the first weights, and of the order.</param>
internal sealed class MailClassifiers(Vocabulary words, int seed)
{
    private const int BatchSize = 32;

    /// <summary>The networks, by name.</summary>
    public IReadOnlyList<(string Name, IMailNetwork Network)> Networks { get; } =
    [
        ("average of vectors", new AverageNetwork(seed)),
        ("GRU", new GruNetwork(seed)),
        ("convolution", new ConvolutionNetwork(seed)),
    ];

    /// <summary>Untrained networks that know the words of mails which occur twice.</summary>
    public static MailClassifiers Create(Mail[] mails, int seed) => new(
        Vocabulary.Build(mails.SelectMany(mail => mail.Words), new VocabularyOptions { MinimumCount = 2, MaximumSize = Mails.Vocabulary }), seed);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static MailClassifiers Load(string folder)
    {
        var loaded = new MailClassifiers(Vocabulary.Load(PathOf(folder, 0)), seed: 0);
        foreach (var (index, (_, network)) in loaded.Networks.Index())
            network.Load(PathOf(folder, index));
        return loaded;
    }

    /// <summary>Writes each network with the vocabulary into a file.</summary>
    public void Save(string folder)
    {
        foreach (var (index, (_, network)) in Networks.Index())
        {
            network.Save(PathOf(folder, index));
            words.Save(PathOf(folder, index));
        }
    }

    /// <summary>Trains a network.</summary>
    public void Train(IMailNetwork network, Mail[] mails, int epochs, IProgress<TrainingProgress>? progress = null)
    {
        network.Objectives[0].Schedules = [new CosineDecay((mails.Length + BatchSize - 1) / BatchSize * epochs)];
        network.Train(Data(mails), options: new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Seed = seed, Progress = progress });
    }

    /// <summary>What a network takes mails for: class 1 is spam.</summary>
    public ConfusionMatrix Test(IMailNetwork network, Mail[] mails)
    {
        var matrix = new ConfusionMatrix();
        network.Evaluate(Data(mails), [matrix]);
        return matrix;
    }

    /// <summary>How probable each network thinks it that a text is spam.</summary>
    public IEnumerable<(string Name, float Probability)> Ask(string text)
    {
        var encoded = words.Encode(Mails.Split(text));
        foreach (var (name, network) in Networks)
        {
            var probabilities = new float[2];
            network.ScoreProbabilities(encoded, probabilities);
            yield return (name, probabilities[1]);
        }
    }

    private static string PathOf(string folder, int network) => Path.Combine(folder, $"mails-{network + 1}.safetensors");

    private DataSet Data(Mail[] mails) => DataSet.Of(
        DataColumn.Of(Ragged.Of(mails.Select(mail => words.Encode(mail.Words)))),
        DataColumn.Of([.. mails.Select(mail => mail.IsSpam ? 1 : 0)]));
}
