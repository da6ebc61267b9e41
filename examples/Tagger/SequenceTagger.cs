using System.Numerics.Tensors;
using ModelGen;
using ModelGen.Text;

/// <summary>A sentence with its tags.</summary>
/// <param name="Units">Its words, or its characters.</param>
/// <param name="Tags">One for each.</param>
internal sealed record TaggedSentence(string[] Units, string[] Tags);

/// <summary>A network with its vocabularies: learns tags from sentences, and gives them to others.</summary>
/// <param name="tags">The tags that there are.</param>
internal abstract class SequenceTagger(Vocabulary tags)
{
    /// <summary>The most units that the networks take; longer sentences are cut.</summary>
    public const int MaximumLength = 160;

    private const int BatchSize = 16, WarmupSteps = 50;

    /// <summary>The tags that there are.</summary>
    public Vocabulary Tags { get; } = tags;

    /// <summary>The network.</summary>
    protected abstract ITrainable Network { get; }

    /// <summary>Trains on sentences, in each epoch without other rare words: so that the network learns what to do with unknown ones.</summary>
    /// <param name="sentences">What is learned from.</param>
    /// <param name="epochs">Passes over the sentences.</param>
    /// <param name="seed">Of the order and of the words that are forgotten.</param>
    /// <param name="progress">Told how it goes.</param>
    public void Train(IEnumerable<TaggedSentence> sentences, int epochs, int seed, IProgress<TrainingProgress>? progress = null)
    {
        TaggedSentence[] parts = [.. sentences.SelectMany(Cut)];
        var tagsOf = DataColumn.Of(Ragged.Of(parts.Select(part => Tags.Encode(part.Tags))));
        var random = new Random(seed);
        Network.Objectives[0].Schedules = [new Warmup(WarmupSteps), new CosineDecay((parts.Length + BatchSize - 1) / BatchSize * epochs)];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            var data = DataSet.Of([.. Columns(parts.Select(part => part.Units), random), tagsOf]);
            Network.Train(data, options: new TrainingOptions { Epochs = 1, BatchSize = BatchSize, Seed = seed + epoch, Progress = progress });
        }
    }

    /// <summary>Gives tags.</summary>
    /// <param name="units">A sentence's words, or its characters.</param>
    /// <returns>One for each.</returns>
    public string[] Tag(IEnumerable<string> units) => [.. units.Chunk(MaximumLength).SelectMany(part => Tags.Decode(MostProbable(Scores(part), part.Length)))];

    /// <summary>Writes network and vocabularies into one file.</summary>
    public virtual void Save(string path)
    {
        Network.Save(path);
        Tags.Save(path, nameof(Tags));
    }

    /// <summary>What the network takes, a column for each of its parameters but the tags.</summary>
    /// <param name="sentences">The units of each sentence.</param>
    /// <param name="random">Decides which rare units are forgotten; none are without it.</param>
    protected abstract DataColumn[] Columns(IEnumerable<string[]> sentences, Random? random);

    /// <summary>[units · tags]: what the network says to a sentence.</summary>
    protected abstract float[] Scores(string[] units);

    /// <summary>The indices of words, of which rare ones are now and then taken for unknown ones (Kiperwasser and Goldberg 2016).</summary>
    protected static int[] Encode(Vocabulary vocabulary, IEnumerable<string> words, Random? random)
    {
        var encoded = vocabulary.Encode(words);
        if (random is not null)
            foreach (ref var index in encoded.AsSpan())
                if (random.NextDouble() < 0.25 / (0.25 + vocabulary.Counts[index]))
                    index = vocabulary.UnknownIndex!.Value;
        return encoded;
    }

    private static IEnumerable<TaggedSentence> Cut(TaggedSentence sentence) =>
        sentence.Units.Chunk(MaximumLength).Zip(sentence.Tags.Chunk(MaximumLength), (units, tags) => new TaggedSentence(units, tags));

    // Sentences may have fewer tags than the network has room for.
    private int[] MostProbable(float[] scores, int count) =>
        [.. scores.Chunk(scores.Length / count).Select(step => TensorPrimitives.IndexOfMax<float>(step.AsSpan(0, Tags.Count)))];
}
