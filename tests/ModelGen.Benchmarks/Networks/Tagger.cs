using TorchSharp;
using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A tagger of words: a row for each of 10,000, a long short-term memory of 128 units in each direction, 45 tags.</summary>
[Model]
internal sealed partial class Tagger
{
    internal const int Words = 10_000, Features = 64, Units = 128, Tags = 45, Length = 32;

    [Network]
    private static Symbol Tag([Sequence(Length)] Indices words) => Dense(Lstm(Embedding(words, Words, Features), Units, bidirectional: true), Tags);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(Length)] Indices words, [Sequence(nameof(words))] Label tags) => CrossEntropy(Tag(words), tags);

    // Of one word forward.
    private const long MultiplyAdds = 2 * 4 * Units * (Features + Units) + 2 * Units * Tags;

    /// <summary>Sentences of 32 words, so that TorchSharp has nothing to pad.</summary>
    public static IEnumerable<BenchmarkRow> Rows(int batch) =>
    [
        new($"tagger train batch {batch}", 3 * batch * Length * MultiplyAdds, () => new TaggerContestant(batch, isTraining: true), () => new TaggerPeer(batch, isTraining: true)),
        new($"tagger predict batch {batch}", batch * Length * MultiplyAdds, () => new TaggerContestant(batch, isTraining: false), () => new TaggerPeer(batch, isTraining: false)),
    ];
}

internal sealed class TaggerContestant(int batch, bool isTraining) : IContestant
{
    private readonly Tagger model = new();
    private readonly Sentences sentences = new(batch);
    private readonly int[] lengths = [.. Enumerable.Repeat(Tagger.Length, batch)];
    private readonly float[] scores = new float[batch * Tagger.Length * Tagger.Tags];

    public void Run(int iteration)
    {
        if (isTraining)
            model.TrainStep(sentences.Words(iteration), lengths, sentences.Tags(iteration));
        else
            model.Tag(sentences.Words(iteration), lengths, scores);
    }

    public void Dispose()
    {
    }
}

internal sealed class TaggerPeer : IContestant
{
    private readonly Embedding embedding = Embedding(Tagger.Words, Tagger.Features);
    private readonly LSTM memory = LSTM(Tagger.Features, Tagger.Units, batchFirst: true, bidirectional: true);
    private readonly Linear dense = Linear(2 * Tagger.Units, Tagger.Tags);
    private readonly optim.Optimizer optimizer;
    private readonly Sentences sentences;
    private readonly float[] scores;
    private readonly int batch;
    private readonly bool isTraining;

    public TaggerPeer(int batch, bool isTraining)
    {
        (this.batch, this.isTraining, sentences, scores) = (batch, isTraining, new(batch), new float[batch * Tagger.Length * Tagger.Tags]);
        optimizer = optim.SGD([.. embedding.parameters(), .. memory.parameters(), .. dense.parameters()], 0.1);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        if (!isTraining)
        {
            using var inference = inference_mode();
            Scores(iteration).data<float>().CopyTo(scores);
            return;
        }

        optimizer.zero_grad();
        var loss = functional.cross_entropy(Scores(iteration), Array.ConvertAll(sentences.Tags(iteration), tag => (long)tag).ToTensor([batch * Tagger.Length]));
        loss.backward();
        optimizer.step();
        _ = loss.item<float>();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        embedding.Dispose();
        memory.Dispose();
        dense.Dispose();
    }

    private torch.Tensor Scores(int iteration)
    {
        var words = Array.ConvertAll(sentences.Words(iteration), word => (long)word).ToTensor([batch, Tagger.Length]);
        return dense.forward(memory.forward(embedding.forward(words), null).Item1).reshape(batch * Tagger.Length, Tagger.Tags);
    }
}

/// <summary>Random words and tags, of cycles of different lengths.</summary>
internal sealed class Sentences
{
    private readonly int[][] words, tags;

    public Sentences(int batch)
    {
        var random = new Random(1);
        words = [.. Enumerable.Range(0, 4).Select(_ => Draw(Tagger.Words))];
        tags = [.. Enumerable.Range(0, 7).Select(_ => Draw(Tagger.Tags))];

        int[] Draw(int below) => [.. Enumerable.Range(0, batch * Tagger.Length).Select(_ => random.Next(below))];
    }

    public int[] Words(int iteration) => words[iteration % words.Length];

    public int[] Tags(int iteration) => tags[iteration % tags.Length];
}
