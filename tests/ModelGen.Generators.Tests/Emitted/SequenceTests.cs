using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Values along time, as a user writes them: what is emitted, and its gradients, against the reference, for samples of all lengths; each sample by itself has the bits that it has among longer ones.</summary>
public sealed class SequenceTests
{
    /// <summary>Bodies over a sequence x of [3] and words of it, a sequence y of [2] of other lengths, and g, [4], of which a sample has one.</summary>
    public static TheoryData<string> Bodies => [.. Texts];

    internal static string[] Texts { get; } =
    [
        "SumSteps(Dense(x, 4)) * g",
        "MeanSteps(Tanh(Dense(x, 4)))",
        "MaxSteps(Dense(x, 4))",
        "FirstStep(Dense(x, 4)) - LastStep(Dense(x, 4))",
        "LastStep(Relu(Dense(x, 5)) * Dense(g, 5) + Dense(g, 5))",
        "MeanSteps(Dense(Concat(x, Embedding(words, 7, 3)), 17))",
        "SumSteps(Embedding(words, 7, 3) * x)",
        "MeanSteps(Dense(OneHot(words, 7), 4))",
        "SumSteps(LayerNorm(Dense(x, 6)))",
        "SumSteps(Softmax(Dense(x, 5)) * Dense(x, 5))",
        "Sum(SumSteps(Reshape(Dense(x, 6), 2, 3)[1] * x))",
        "MeanSteps(Dense(x, 4)) * Dense(SumSteps(Dense(y, 2)), 4)",
        "Concat(LastStep(SimpleRnn(x, 5)), SimpleRnn(y, 3, lastState: true))",
        "MeanSteps(Lstm(x, 5))",
        "Lstm(Embedding(words, 7, 4), 17, bidirectional: true, lastState: true)",
        "Gru(x, 5, layers: 2, lastState: true)",
        "MaxSteps(Gru(x, 3, bidirectional: true))",
        "LastStep(SimpleRnn(x * Dense(g, 3), 4, bidirectional: true))",
        "Concat(GruStates(x, 5).State, LstmStates(y, 3).Memory)",
        "SumSteps(SimpleRnnStates(x, SimpleRnnStates(y, 4).State, 4).Output)",
        "MeanSteps(LstmStates(x, Dense(g, 5), Dense(g, 5), 5).Output)",
        "LstmStates(x, Reshape(Dense(g, 20), 4, 5), Reshape(Dense(g, 20), 4, 5), 5, layers: 2, bidirectional: true).Memory",
        "Flatten(GruStates(x, Reshape(Dense(g, 6), 2, 3), 3, bidirectional: true).State) * LastStep(GruStates(x, Dense(g, 6), 6).Output)",
        "Concat(SimpleRnnStates(g, Dense(g, 3), 3).Output, GruStates(g, Dense(g, 16), 16).State)",
        "LstmStates(g, Dense(g, 17), Dense(g, 17), 17).Memory * LstmStates(g, Dense(g, 17), Dense(g, 17), 17).State",
        "LastStep(Scan(x, Zeros(4), static (h, x) => Tanh(Dense(x, 4) + Dense(h, 4))))",
        "MeanSteps(Dense(Scan(x, (H: Dense(g, 5), C: Zeros(5)), static (s, x) => (Tanh(Dense(Concat(x, s.C), 5)), s.C * Sigmoid(s.H) + 0.1f)).H, 4))",
        "LastStep(Scan(y, (Zeros(3), (g, Dense(g, 2))), (s, y) => (Dense(Concat(s.Item1, y), 3), (s.Item2.Item1 * 0.5f + Sum(y), s.Item2.Item2 + y))).Item2.Item1)",
        "SumSteps(Scan(x, Dense(g, 3), (h, x) => h * Sigmoid(x + Dense(g, 3)) + Embedding(words, 7, 3)))",
        "LastStep(Scan(x, Dense(g, 17), static (h, x) => GruStates(x, h, 17).State)) + LastStep(Scan(x, (h: g, c: g), static (s, x) => { var (_, h, c) = LstmStates(x, s.h, s.c, 4); return (h, c); }).c)[..1]",
        "MeanSteps(Scan(Lstm(x, 4), Zeros(4), static (h, x) => Max(h, x)) * Scan(Relu(Dense(x, 4)), g, static (h, x) => 0.9f * h + x))",
        "LastStep(Scan(x, Dense(g, 4), static (h, x) => Flatten(MatMul(Reshape(h, 2, 2), Reshape(Tanh(Dense(x, 4)), 2, 2)))))",
        "NegativeSampling(Dense(g, 3), Dense(g, 3), Reshape(Dense(g, 6), 2, 3))",
        "SumSteps(Gather(Reshape(Dense(g, 21), 7, 3), words) * x)",
        "MeanSteps(Gather(Reshape(Dense(x, 14), 7, 2), words))",
        "SumSteps(Square(Gather(Dense(x, 17), words)) + Dense(x, 1))",
        "MaxSteps(Relu(Conv1D(x, 5, 3)))",
        "SumSteps(Conv1D(Embedding(words, 7, 4), 17, 4, dilation: 2, bias: false)) + MeanSteps(Conv1D(x, 17, 1))",
        "LastStep(Conv1D(Tanh(Conv1D(y, 6, 2, padding: Padding.Same)), 3, 7))",
        "Sum(SumSteps(Conv1D(Reshape(Dense(x, 12), 3, 4), 2, 2)))",
        "MeanSteps(MultiHeadAttention(Dense(x, 12), 3))",
        "LastStep(MultiHeadAttention(PositionalEncoding(Dense(x, 7)), 1, causal: true))",
        "MeanSteps(MultiHeadAttention(Dense(x, 18), Dense(y, 18), 2))",
        "MultiHeadAttention(Dense(g, 5), Dense(y, 5), 5)",
        "MeanSteps(Sum(MultiHeadAttentionWeights(Dense(x, 6), 2).Weights * Reshape(Dense(x, 12), 2, 6)))",
        "Sum(Square(MultiHeadAttentionWeights(Dense(g, 6), Dense(y, 6), 3).Weights) + Reshape(g[..3], 3, 1))",
        "LastStep(Concat(MultiHeadAttentionWeights(Dense(x, 6), 2, causal: true).Output, Flatten(MultiHeadAttentionWeights(Dense(x, 6), Dense(y, 6), 2).Weights), Flatten(MultiHeadAttentionWeights(Dense(x, 4), 1, causal: true).Weights)))",
        "LastStep(Scan(x, Dense(g, 6), (h, x) => Tanh(Dense(x, 6) + MultiHeadAttention(h, Dense(y, 6), 2))))",
        "MeanSteps(Scan(x, (H: Zeros(5), W: Zeros(1, 4)), (s, x) => { var (seen, weights) = MultiHeadAttentionWeights(Dense(Concat(s.H, x), 5), Dense(y, 5), 1); return (Tanh(seen) + Dense(s.H, 5), s.W + weights); }).W)",
        "LastStep(Scan(y, Zeros(4), (h, y) => h * 0.5f + MultiHeadAttention(Dense(y, 4), Dense(x, 4), 4)))",
        "MeanSteps(LayerNorm(Dense(x, 8) + MultiHeadAttention(LayerNorm(Dense(x, 8)), 2, causal: true)))",
    ];

    [Theory, MemberData(nameof(Bodies))]
    public void Body_MatchesReference(string body) => EmittedFunctions.MatchReference(
        $$"""
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Sample
        {
            [Network]
            static Symbol Predict([Sequence(6), Shape(3)] Symbol x, [Sequence(nameof(x))] Indices words, [Sequence(4), Shape(2)] Symbol y, [Shape(4)] Symbol g) => {{body}};

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Sequence(6), Shape(3)] Symbol x, [Sequence(nameof(x))] Indices words, [Sequence(4), Shape(2)] Symbol y, [Shape(4)] Symbol g)
                => Mean(Square(Predict(x, words, y, g) + 0.25f));
        }
        """,
        batch: 19);

    /// <summary>A number for each step: its mean is that over all steps of the batch.</summary>
    [Theory]
    [InlineData("Dense(x, 5)")]
    [InlineData("Dense(Lstm(x, 4, bidirectional: true), 5)")]
    [InlineData("LogSoftmax(Dense(Gru(x, 9), 5)) + Dense(g, 5)")]
    public void Steps_MatchReference(string body) => EmittedFunctions.MatchReference(
        $$"""
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Tagger
        {
            [Network]
            static (Symbol Scores, Symbol Mean) Tag([Sequence(5), Shape(3)] Symbol x, [Shape(4)] Symbol g)
            {
                var scores = {{body}};
                return (scores, MeanSteps(scores));
            }

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Sequence(5), Shape(3)] Symbol x, [Shape(4)] Symbol g, [Sequence(nameof(x))] Label tags) => CrossEntropy(Tag(x, g).Scores, tags);
        }
        """,
        batch: 18);

    /// <summary>Layers in sequence, over steps of numbers or of words; targets have the steps of the result.</summary>
    [Theory]
    [InlineData("Input(3), Sequence(6), Conv1D(5, 3), Tanh, Lstm(4, Bidirectional = true), Dense(5), CrossEntropy")]
    [InlineData("Input(1), Sequence(6), Embedding(9, 4), Gru(5, LastState = true), Dense(3), CrossEntropy")]
    [InlineData("Input(1), Sequence(5), OneHot(7), MultiHeadAttention(7, Causal = true), PositionalEncoding, MeanSteps, Dense(2), SquaredError")]
    [InlineData("Input(2), Sequence(7), Dense(2), SquaredError")]
    public void LayersInSequence_MatchReference(string attributes) => EmittedFunctions.MatchReference($"using ModelGen; [Model, {attributes}, Sgd(0.1f)] public partial class Layers;", batch: 19);

    [Fact]
    public void Labels_AreThoseOfEachStep()
    {
        var model = DynamicModel.Create("using ModelGen; [Model, Input(1), Sequence(4), Embedding(9, 6), Dense(5), CrossEntropy, Sgd(0.1f)] public partial class Tagger;", seed: 2);
        int[] words = [1, 8, 3, 3, 0, 7], lengths = [4, 2];
        var (scores, labels, ofFirst, probabilities) = (new float[30], new int[6], new int[4], new float[20]);
        _ = model.Call("Predict", words, lengths, scores);
        _ = model.Call("PredictLabels", words, lengths, labels);
        _ = model.Call("PredictProbabilities", words[..4], probabilities);
        Assert.Equal(scores.Chunk(5).Select(step => Array.IndexOf(step, step.Max())), labels);
        Assert.All(probabilities.Chunk(5).Zip(scores.Chunk(5)), step => Assert.Equal(Math.Exp(step.Second[2] - step.Second[4]), step.First[2] / step.First[4], 1e-4));
        Assert.All(probabilities.Chunk(5), step => Assert.Equal(1, step.Sum(), 1e-5f));
        Assert.Contains("Expected 6 labels, one for each step, got 4.", Assert.ThrowsAny<ArgumentException>(() => model.Call("PredictLabels", words, lengths, ofFirst)).Message, StringComparison.Ordinal);
        Assert.Equal(labels[..4], model.Method<LabelsOfOne>("PredictLabels")(words.AsSpan(0, 4)));
    }

    private delegate int[] LabelsOfOne(ReadOnlySpan<int> words);

    [Fact]
    public void SeveralIndices_MatchReference() => EmittedFunctions.MatchReference(
        """
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Words
        {
            [Embedding(9, 4), Name("shared")] private static partial Symbol Word(Indices word);

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Shape(5)] Indices context, Indices word, [Shape(9, 2)] Symbol table) =>
                Sum(Square(Mean(Word(context), 0) * Word(word) - Sum(OneHot(context, 9)) + Sum(OneHot(word, 9)))) + Sum(Square(Gather(Dense(Flatten(table), 9), context) + Sum(Gather(table, word))));
        }
        """,
        batch: 21);

    [Fact]
    public void Dropout_DrawsForEachStep()
    {
        var model = DynamicModel.Create(
            """
            using ModelGen;
            using static ModelGen.Ops;

            [Model]
            public partial class Dropped
            {
                [Network]
                static Symbol Predict([Sequence(40), Shape(1)] Symbol x) => Dropout(x, 0.5f);

                [Objective, Sgd(0.1f)]
                static Symbol Loss([Sequence(40), Shape(1)] Symbol x) => Sum(Predict(x));

                [Objective, Sgd(0.1f)]
                static Symbol Weighted([Sequence(40), Shape(1)] Symbol x) => Sum(Predict(x) * Dense(x, 1));
            }
            """,
            seed: 3);
        float[] ones = [.. Enumerable.Repeat(1f, 40)];
        var predicted = new float[40];
        _ = model.Call("Predict", ones, new[] { 40 }, predicted);
        Assert.Equal(ones, predicted);

        // Of forty steps, each kept with 2 or dropped: neither all nor none, as one draw for all would give.
        var mean = model.Call("Loss", ones, new[] { 40 });
        Assert.InRange(mean, 0.4f, 1.6f);
    }
}
