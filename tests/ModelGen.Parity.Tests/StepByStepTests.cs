using System.Numerics.Tensors;
using Xunit;
using static ModelGen.Ops;

namespace ModelGen.Parity;

/// <summary>Networks that are run one step at a time give what they give for whole sequences.</summary>
public sealed class StepByStepTests
{
    // More than a block of sixteen, from one step up.
    private static readonly int[] Lengths = [3, 1, 7, 4, 2, 6, 7, 1, 5, 3, 2, 4, 6, 1, 2, 5, 3, 7, 4];

    private const int Longest = 7, Vocabulary = 11, Scores = 5;

    private delegate float[] Whole(ReadOnlySpan<int> words, ReadOnlySpan<int> lengths);

    [Fact]
    public void RecurrentLayers_GiveTheSame()
    {
        var model = new RecurrentWriter(seed: 3);
        Check(model.StartPredict, model.Predict);
    }

    [Fact]
    public void Transformer_GivesTheSame()
    {
        var model = new TransformerWriter(seed: 4);
        Check(model.StartPredict, model.Predict);
    }

    [Fact]
    public void Translator_GivesTheSame()
    {
        var model = new SmallTranslator(seed: 5);
        var (source, sourceLengths) = Words(offset: 3, Lengths);
        Array.Reverse(sourceLengths);
        Check(_ => model.StartPredict(source, sourceLengths), (words, lengths) => model.Predict(source, sourceLengths, words, lengths));
        Check(_ => model.StartPredict(source.AsSpan(0, 4)), (words, lengths) => model.Predict(source.AsSpan(0, 4), [4], words, lengths), batch: 1);
    }

    [Fact]
    public void SelectedSequences_GoOn()
    {
        var model = new SmallTranslator(seed: 6);
        var (source, sourceLengths) = Words(offset: 1, Lengths);
        var run = model.StartPredict(source, sourceLengths);
        int[] first = [.. Enumerable.Range(0, run.BatchSize).Select(i => i % Vocabulary)], second = [.. first.Select(word => (word + 4) % Vocabulary)];
        var scores = new float[run.BatchSize * Scores];
        run.Next(first, scores);

        // More sequences than there were, some twice, some not at all; then few.
        int[] chosen = [.. Enumerable.Range(0, 35).Select(i => i * 5 % 19)];
        run.Select(chosen);
        Assert.Equal(35, run.BatchSize);
        scores = new float[35 * Scores];
        run.Next([.. chosen.Select(i => second[i])], scores);
        int[] few = [30, 4];
        run.Select(few);
        var last = new float[2 * Scores];
        run.Next([7, 8], last);

        for (var i = 0; i < chosen.Length; i++)
            AssertNear(ScoresOf(chosen[i], first[chosen[i]], second[chosen[i]])[^Scores..], scores.AsSpan(i * Scores, Scores));
        for (var i = 0; i < few.Length; i++)
            AssertNear(ScoresOf(chosen[few[i]], first[chosen[few[i]]], second[chosen[few[i]]], 7 + i)[^Scores..], last.AsSpan(i * Scores, Scores));

        float[] ScoresOf(int sequence, params int[] words)
        {
            var begin = sourceLengths[..sequence].Sum();
            return model.Predict(source.AsSpan(begin, sourceLengths[sequence]), words);
        }
    }

    [Fact]
    public void SeveralColumnsAndResults_GiveTheSame()
    {
        var model = new TwoColumns(seed: 7);
        float[] x = [.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))];
        int[] words = [3, 1, 4, 1, 5, 9];
        var (a, b) = model.Predict(x, words, [0.5f, -1]);
        var run = model.StartPredict([0.5f, -1]);
        for (var step = 0; step < 6; step++)
        {
            var (nextA, nextB) = (new float[3], new float[4]);
            run.Next(x.AsSpan(step * 2, 2), [words[step]], nextA, nextB);
            AssertNear(a.AsSpan(step * 3, 3), nextA);
            AssertNear(b.AsSpan(step * 4, 4), nextB);
        }
    }

    [Fact]
    public void AttentionWithinAScan_AndItsWeights_GiveTheSame()
    {
        var model = new AttendingWriter(seed: 8);
        int[] source = [3, 1, 4, 1, 5, 9, 2, 6], sourceLengths = [1, 5, 2], words = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5];
        var (scores, weights, own) = model.Predict(source, sourceLengths, words, [4, 4, 4]);
        var run = model.StartPredict(source, sourceLengths);
        for (var step = 0; step < 4; step++)
        {
            var (nextScores, nextWeights, nextOwn) = (new float[3 * Scores], new float[3 * 2 * Longest], new float[3 * Longest]);
            run.Next([words[step], words[4 + step], words[8 + step]], nextScores, nextWeights, nextOwn);
            for (var sequence = 0; sequence < 3; sequence++)
            {
                AssertNear(scores.AsSpan((sequence * 4 + step) * Scores, Scores), nextScores.AsSpan(sequence * Scores, Scores));
                AssertNear(weights.AsSpan((sequence * 4 + step) * 2 * Longest, 2 * Longest), nextWeights.AsSpan(sequence * 2 * Longest, 2 * Longest));
                AssertNear(own.AsSpan((sequence * 4 + step) * Longest, Longest), nextOwn.AsSpan(sequence * Longest, Longest));

                // Each head looks at real steps alone, and at all of them together once.
                Assert.Equal(1, TensorPrimitives.Sum(nextWeights.AsSpan(sequence * 2 * Longest, sourceLengths[sequence])), 1e-5f);
                Assert.Equal(1, TensorPrimitives.Sum(nextOwn.AsSpan(sequence * Longest, step + 1)), 1e-5f);
                Assert.Equal(1, TensorPrimitives.Sum(nextOwn.AsSpan(sequence * Longest, Longest)), 1e-5f);
            }
        }
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var model = new RecurrentWriter(seed: 3);
        var run = model.StartPredict(2);
        var scores = new float[2 * Scores];
        Assert.Contains("'words' of sample 1 is 11; expected 0 to 10", Assert.Throws<ArgumentOutOfRangeException>(() => run.Next([1, 11], scores)).Message, StringComparison.Ordinal);
        Assert.Contains("2 running sequences, got 3", Assert.Throws<ArgumentException>(() => run.Next([1, 2, 3], scores)).Message, StringComparison.Ordinal);
        Assert.Contains("Expected 10 values, 5 for each of 2 sequences, got 5", Assert.Throws<ArgumentException>(() => run.Next([1, 2], scores.AsSpan(0, 5))).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 1, got 2", Assert.Throws<ArgumentOutOfRangeException>(() => run.Select([0, 2])).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => model.StartPredict(0));
        for (var step = 0; step < run.MaximumSteps; step++)
            run.Next([1, 2], scores);
        Assert.Contains("takes 7 steps", Assert.Throws<InvalidOperationException>(() => run.Next([1, 2], scores)).Message, StringComparison.Ordinal);
        run.Start(1);
        run.Next([1], scores.AsSpan(0, Scores));
        Assert.Equal(1, run.Steps);
    }

    [Fact]
    public void Steps_AllocateNothing()
    {
        var model = new TransformerWriter(seed: 4);
        var run = model.StartPredict(20);
        int[] words = new int[20], chosen = [.. Enumerable.Range(0, 20).Select(i => i / 2)];
        var scores = new float[20 * Scores];
        Turn();
        Turn();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Turn();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Turn()
        {
            run.Start(20);
            for (var step = 0; step < run.MaximumSteps; step++)
            {
                run.Next(words, scores);
                run.Select(chosen);
            }
        }
    }

    private static (int[] Words, int[] Lengths) Words(int offset, int[] lengths) => ([.. Enumerable.Range(0, lengths.Sum()).Select(i => ((i * 7) + offset) % Vocabulary)], [.. lengths]);

    /// <summary>All sequences side by side, those that have ended going on with some word, and the first alone.</summary>
    private static void Check(Func<int, TokenRun> start, Whole whole, int batch = 19)
    {
        Compare(batch);
        if (batch > 1 && start(1).BatchSize == 1)
            Compare(1);

        void Compare(int count)
        {
            var (words, lengths) = Words(offset: 0, Lengths[..count]);
            var expected = whole(words, lengths);
            var run = start(count);
            Assert.Equal((count, Longest, Vocabulary, Scores), (run.BatchSize, run.MaximumSteps, run.Vocabulary, run.Scores));
            var scores = new float[count * Scores];
            for (var step = 0; step < Longest; step++)
            {
                run.Next([.. Enumerable.Range(0, count).Select(i => words[lengths[..i].Sum() + Math.Min(step, lengths[i] - 1)])], scores);
                for (var i = 0; i < count; i++)
                {
                    if (step < lengths[i])
                        AssertNear(expected.AsSpan((lengths[..i].Sum() + step) * Scores, Scores), scores.AsSpan(i * Scores, Scores));
                }
            }
        }
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 2e-6f);
    }
}

[Model]
internal sealed partial class RecurrentWriter
{
    [Network(StepByStep = true)]
    internal static Symbol Predict([Sequence(7)] Indices words) =>
        Dense(Concat(Gru(Tanh(Dense(Lstm(Embedding(words, 11, 5), 16), 9)), 6, layers: 2), SimpleRnn(OneHot(words, 11), 3), Counts(words)), 5);

    private static Symbol Counts(Indices words)
    {
        var (sum, last) = Scan(OneHot(words, 11), (Zeros(11), Zeros(4)), static (state, word) => (0.7f * state.Item1 + word, Tanh(Dense(Concat(state.Item1, state.Item2, word), 4))));
        return Concat(sum, last);
    }
}

[Model]
internal sealed partial class TransformerWriter
{
    private static Symbol Layer(Symbol x)
    {
        x = LayerNorm(x + MultiHeadAttention(x, 2, causal: true));
        return LayerNorm(x + Dense(Relu(Dense(x, 20)), 8));
    }

    [Network(StepByStep = true)]
    internal static Symbol Predict([Sequence(7)] Indices words) => Dense(Layer(Layer(PositionalEncoding(Embedding(words, 11, 8)))), 5);
}

[Model]
internal sealed partial class SmallTranslator
{
    [Network(StepByStep = true)]
    internal static Symbol Predict([Sequence(7), Vocabulary(11)] Indices source, [Sequence(7)] Indices words)
    {
        var (encoded, state, memory) = LstmStates(Embedding(source, 11, 5), 6, bidirectional: true);
        var (decoded, _, _) = LstmStates(Embedding(words, 11, 4), Tanh(Dense(Flatten(state), 12)), Dense(Flatten(memory), 12), 12);
        return Dense(Concat(decoded, MultiHeadAttention(decoded, encoded, 3)), 5) + Dense(MeanSteps(encoded), 5);
    }
}

/// <summary>A decoder that looks at what is read before each word it writes.</summary>
[Model]
internal sealed partial class AttendingWriter
{
    [Network(StepByStep = true)]
    internal static (Symbol Scores, Symbol Weights, Symbol Own) Predict([Sequence(7)] Indices source, [Sequence(7)] Indices words)
    {
        var read = Gru(Embedding(source, 11, 6), 6);
        var written = Scan(Embedding(words, 11, 6), LastStep(read), (state, word) => GruStates(word + MultiHeadAttention(state, read, 2), state, 6).State);
        var (seen, weights) = MultiHeadAttentionWeights(written, read, 2);
        var (looked, own) = MultiHeadAttentionWeights(written, 1, causal: true);
        return (Dense(Concat(seen, looked), 5), weights, own);
    }
}

[Model]
internal sealed partial class TwoColumns
{
    [Network(StepByStep = true)]
    internal static (Symbol A, Symbol B) Predict([Sequence(6), Shape(2)] Symbol x, [Sequence(nameof(x))] Indices words, [Shape(2)] Symbol context)
    {
        var states = Gru(Concat(x, Embedding(words, 11, 3), context), 5);
        return (Dense(states, 3), Softmax(Dense(states, 4) * Dense(context, 4)));
    }
}
