using TorchSharp;
using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>Word vectors by skip-gram with negative sampling: two sparse embeddings of 10,000 words, 100 values each.</summary>
[Model]
internal sealed partial class SkipGram
{
    internal const int Words = 10_000, Features = 100, Negatives = 5;

    [Embedding(Words, Features, Sparse = true)] private static partial Symbol Word(Indices word);

    [Embedding(Words, Features, Sparse = true)] private static partial Symbol Context(Indices word);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss(Indices words, Indices contexts, [Negatives(Negatives, Words)] Indices negatives) => NegativeSampling(Word(words), Context(contexts), Context(negatives));

    /// <summary>Each word's score and its two gradients are products of vectors.</summary>
    public static IEnumerable<BenchmarkRow> Rows(int batch) =>
        [new($"skip-gram train batch {batch}", 3L * batch * (1 + Negatives) * Features, () => new SkipGramContestant(batch), () => new SkipGramPeer(batch))];
}

internal sealed class SkipGramContestant : IContestant
{
    private readonly SkipGram model = new();
    private readonly WordPairs pairs;

    public SkipGramContestant(int batch)
    {
        pairs = new WordPairs(batch);
        model.NegativesDistribution = NoiseDistribution.FromCounts(WordPairs.Counts);
    }

    public void Run(int iteration) => model.TrainStep(pairs.Words(iteration), pairs.Contexts(iteration));

    public void Dispose()
    {
    }
}

/// <summary>The same with gradients that are sparse tensors; its negatives are drawn before the clock runs.</summary>
internal sealed class SkipGramPeer : IContestant
{
    private readonly Embedding word = Embedding(SkipGram.Words, SkipGram.Features, sparse: true);
    private readonly Embedding context = Embedding(SkipGram.Words, SkipGram.Features, sparse: true);
    private readonly optim.Optimizer optimizer;
    private readonly WordPairs pairs;
    private readonly int batch;

    public SkipGramPeer(int batch)
    {
        (this.batch, pairs) = (batch, new WordPairs(batch));
        optimizer = optim.SGD([.. word.parameters(), .. context.parameters()], 0.1);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var input = word.forward(Indices(pairs.Words(iteration), batch, 1));
        var positive = (input * context.forward(Indices(pairs.Contexts(iteration), batch, 1))).sum(-1);
        var negative = bmm(context.forward(Indices(pairs.Negatives(iteration), batch, SkipGram.Negatives)), input.transpose(1, 2)).squeeze(-1);
        var loss = (functional.softplus(-positive).sum(-1) + functional.softplus(negative).sum(-1)).mean();
        loss.backward();
        optimizer.step();
        _ = loss.item<float>();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        word.Dispose();
        context.Dispose();
    }

    private static torch.Tensor Indices(int[] words, long rows, long columns) => Array.ConvertAll(words, word => (long)word).ToTensor([rows, columns]);
}

/// <summary>Words as often as their rank says (Zipf), and the words near them.</summary>
internal sealed class WordPairs
{
    private readonly int[][] words, contexts, negatives;

    public WordPairs(int batch)
    {
        var (random, distribution, noise) = (new Random(1), new NoiseDistribution(Array.ConvertAll(Counts, count => (double)count)), NoiseDistribution.FromCounts(Counts));
        words = [.. Enumerable.Range(0, 4).Select(_ => Draw(distribution, batch))];
        contexts = [.. Enumerable.Range(0, 7).Select(_ => Draw(distribution, batch))];
        negatives = [.. Enumerable.Range(0, 11).Select(_ => Draw(noise, batch * SkipGram.Negatives))];

        int[] Draw(NoiseDistribution from, int count)
        {
            var drawn = new int[count];
            from.Fill(drawn, seed: 1, step: random.Next());
            return drawn;
        }
    }

    public static long[] Counts { get; } = [.. Enumerable.Range(1, SkipGram.Words).Select(rank => 1_000_000L / rank)];

    public int[] Words(int iteration) => words[iteration % words.Length];

    public int[] Contexts(int iteration) => contexts[iteration % contexts.Length];

    public int[] Negatives(int iteration) => negatives[iteration % negatives.Length];
}
