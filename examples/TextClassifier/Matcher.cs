using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Text;

/// <summary>Learns which definitions are of the same kind of thing, and finds those that are near a new one.</summary>
/// <param name="words">The words that the network knows.</param>
/// <param name="seed">Of the first weights, and of pairs and order.</param>
internal sealed class Matcher(Vocabulary words, int seed)
{
    private const int BatchSize = 64, TestShare = 10;

    private readonly MatchingNetwork network = new(seed);

    /// <summary>An untrained one that knows the words of definitions which occur twice.</summary>
    public static Matcher Create(IEnumerable<Definition> definitions, int seed) => new(
        Vocabulary.Build(
            definitions.SelectMany(definition => definition.Words), new VocabularyOptions { MinimumCount = 2, MaximumSize = MatchingNetwork.Vocabulary }),
        seed);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static Matcher Load(string path)
    {
        var loaded = new Matcher(Vocabulary.Load(path), seed: 0);
        loaded.network.Load(path);
        return loaded;
    }

    /// <summary>Those to learn from, and every tenth for the test.</summary>
    public static (Definition[] Training, Definition[] Test) Part(Definition[] definitions) =>
        ([.. definitions.Where((_, index) => index % TestShare != 0)], [.. definitions.Where((_, index) => index % TestShare == 0)]);

    /// <summary>Writes network and vocabulary into a file.</summary>
    public void Save(string path)
    {
        network.Save(path);
        words.Save(path);
    }

    /// <summary>Trains on pairs of definitions, others in each epoch.</summary>
    public void Train(Definition[] definitions, int epochs, IProgress<TrainingProgress>? progress = null)
    {
        var random = new Random(seed);
        network.Schedules = [new CosineDecay((definitions.Length + BatchSize - 1) / BatchSize * epochs)];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var pairs = Pairs(definitions, definitions.Length, random);
            network.Train(pairs, options: new TrainingOptions { Epochs = 1, BatchSize = BatchSize, Seed = seed + epoch, Progress = progress });
        }
    }

    /// <summary>The share of pairs that are judged rightly, 0 to 1.</summary>
    public double Accuracy(Definition[] definitions, int pairs) => network.Evaluate(Pairs(definitions, pairs, new Random(seed))).Accuracy!.Value;

    /// <summary>How probable it is that two definitions are of the same kind.</summary>
    public float Probability(string[] left, string[] right)
    {
        var probabilities = new float[2];
        network.MatchProbabilities(words.Encode(left), words.Encode(right), probabilities);
        return probabilities[1];
    }

    /// <summary>The vectors of definitions, to be looked through by <see cref="Nearest"/>.</summary>
    public float[][] Vectors(IReadOnlyCollection<Definition> definitions)
    {
        var encoded = Ragged.Of(definitions.Select(definition => words.Encode(definition.Words)));
        return [.. network.Encode(encoded.Values, encoded.Lengths).Chunk(MatchingNetwork.Size)];
    }

    /// <summary>The definitions whose vectors point most nearly where a text's does.</summary>
    public IEnumerable<(Definition Definition, float Similarity)> Nearest(string text, Definition[] definitions, float[][] vectors, int count)
    {
        var vector = network.Encode(words.Encode(Definitions.Split(text)));
        return definitions.Zip(vectors, (definition, other) => (definition, TensorPrimitives.CosineSimilarity<float>(vector, other)))
            .OrderByDescending(near => near.Item2).Take(count);
    }

    // Every second pair is of one kind.
    private DataSet Pairs(Definition[] definitions, int count, Random random)
    {
        Definition[][] kinds = [.. definitions.GroupBy(definition => definition.Kind).Select(kind => kind.ToArray())];
        var (left, right) = (new int[count][], new int[count][]);
        for (var pair = 0; pair < count; pair++)
        {
            var kind = random.Next(kinds.Length);
            var other = pair % 2 == 1 ? kind : (kind + 1 + random.Next(kinds.Length - 1)) % kinds.Length;
            left[pair] = words.Encode(random.GetItems(kinds[kind], 1)[0].Words);
            right[pair] = words.Encode(random.GetItems(kinds[other], 1)[0].Words);
        }

        int[] isSameKind = [.. Enumerable.Range(0, count).Select(pair => pair % 2)];
        return DataSet.Of(DataColumn.Of(Ragged.Of(left)), DataColumn.Of(Ragged.Of(right)), DataColumn.Of(isSameKind));
    }
}
