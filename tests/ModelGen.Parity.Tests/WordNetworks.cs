using static ModelGen.Ops;

namespace ModelGen.Parity;

/// <summary>What a comparison reads of a class that takes words: its members implement the interface without a line of ours.</summary>
internal interface IWordModel
{
    NamedTensors Gradients { get; }

    void Load(string path);

    float[] Predict(ReadOnlySpan<int> words);

    float[] Predict(ReadOnlySpan<int> words, ReadOnlySpan<int> lengths);

    float Loss(ReadOnlySpan<int> words, ReadOnlySpan<int> lengths, ReadOnlySpan<int> classes);

    float ComputeGradients(ReadOnlySpan<int> words, ReadOnlySpan<int> lengths, ReadOnlySpan<int> classes);
}

[Model]
internal sealed partial class SimpleRnnTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(SimpleRnn(Embedding(words, 11, 5), 6), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class LstmClassifier : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(Lstm(Embedding(words, 11, 5), 6, lastState: true), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class GruTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(Gru(Embedding(words, 11, 5), 6), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class BidirectionalRnnClassifier : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(SimpleRnn(Embedding(words, 11, 5), 7, layers: 2, bidirectional: true, lastState: true), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class BidirectionalLstmTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(Lstm(Embedding(words, 11, 5), 7, layers: 2, bidirectional: true), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class BidirectionalGruClassifier : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(Gru(Embedding(words, 11, 5), 7, layers: 2, bidirectional: true, lastState: true), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class SelfAttentionTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(MultiHeadAttention(Embedding(words, 11, 6), 2), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class CausalAttentionTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(MultiHeadAttention(Embedding(words, 11, 6), 3, causal: true), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

[Model]
internal sealed partial class WordConvolutionTagger : IWordModel
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices words) => Dense(Conv1D(Embedding(words, 11, 5), 6, 3, dilation: 2), 4);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(words), classes);
}

/// <summary>A sequence that is read, another that is written from its last state and looks back at it.</summary>
[Model]
internal sealed partial class PairTagger
{
    [Network]
    private static Symbol Predict([Sequence(9)] Indices source, [Sequence(9)] Indices words)
    {
        var (encoded, state, memory) = LstmStates(Embedding(source, 11, 5), 6);
        var (decoded, _, _) = LstmStates(Embedding(words, 11, 5), state, memory, 6);
        return Dense(Concat(decoded, MultiHeadAttention(decoded, encoded, 2)), 4);
    }

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9)] Indices source, [Sequence(9)] Indices words, [Sequence(nameof(words))] Label classes) => CrossEntropy(Predict(source, words), classes);
}

/// <summary>Labels without their steps.</summary>
[Model]
internal sealed partial class Aligner
{
    [Network]
    private static Symbol Predict([Sequence(9), Shape(3)] Symbol frames) => Dense(Tanh(Dense(frames, 8)), 5);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Sequence(9), Shape(3)] Symbol frames, [Sequence(5)] Label labels) => Ctc(Predict(frames), labels, zeroInfinity: true);
}

/// <summary>Rows of each sample's own values.</summary>
[Model]
internal sealed partial class Gatherer
{
    [Network]
    private static Symbol Predict([Shape(6)] Symbol vectors) => Dense(vectors, 20);

    [Objective, Sgd(0.1f)]
    internal static Symbol Loss([Shape(6)] Symbol vectors, [Shape(3)] Indices rows, Indices row, Label label)
    {
        var table = Reshape(Predict(vectors), 4, 5);
        return CrossEntropy(Sum(Gather(table, rows), 0) * Gather(table, row), label);
    }
}

[Model]
internal sealed partial class SkipGram
{
    [Embedding(30, 7, Sparse = true)] private static partial Symbol Word(Indices word);

    [Embedding(30, 7, Sparse = true)] private static partial Symbol Context(Indices word);

    [Objective, Sgd(0.5f)]
    internal static Symbol Loss(Indices words, Indices contexts, [Shape(3)] Indices negatives) => NegativeSampling(Word(words), Context(contexts), Context(negatives));
}
