using ModelGen;
using static ModelGen.Ops;

/// <summary>What both networks have; the generator writes the members.</summary>
internal interface ITranslator : ITrainable
{
    /// <summary>English words and Chinese characters that a network knows.</summary>
    const int SourceWords = 6_000, TargetCharacters = 3_000;

    /// <summary>Words of the longest sentence, and characters of the longest translation.</summary>
    const int LongestSource = 20, LongestTarget = 32;

    /// <summary>What moves the learning rate.</summary>
    IReadOnlyList<Schedule> Schedules { get; set; }

    /// <summary>Begins to translate.</summary>
    TokenRun Start(ReadOnlySpan<int> source, ReadOnlySpan<int> lengths);
}

/// <summary>
/// Sequence to sequence with attention: one LSTM reads from both ends, another one writes and looks at what was read (Luong, Pham and Manning 2015).
/// </summary>
[Model]
internal sealed partial class LstmTranslator : ITranslator
{
    private const int Units = 256;

    public TokenRun Start(ReadOnlySpan<int> source, ReadOnlySpan<int> lengths) => StartTranslate(source, lengths);

    [Network(StepByStep = true)]
    private static Symbol Translate([Sequence(ITranslator.LongestSource)] Indices source, [Sequence(ITranslator.LongestTarget)] Indices before)
    {
        var (read, state, memory) = LstmStates(Dropout(Embedding(source, ITranslator.SourceWords, 128), 0.3f), Units / 2, bidirectional: true);
        var (written, _, _) = LstmStates(Dropout(Embedding(before, ITranslator.TargetCharacters, 128), 0.3f), Flatten(state), Flatten(memory), Units);
        (read, written) = (Dropout(read, 0.3f), Dropout(written, 0.3f));
        return Dense(Dropout(Tanh(Dense(Concat(written, MultiHeadAttention(written, read, 1)), Units)), 0.3f), ITranslator.TargetCharacters);
    }

    [Objective, Adam(2e-3f), ClipGradientNorm(5)]
    internal static Symbol Loss(
        [Sequence(ITranslator.LongestSource)] Indices source,
        [Sequence(ITranslator.LongestTarget)] Indices before,
        [Sequence(nameof(before))] Label next) => CrossEntropy(Translate(source, before), next, labelSmoothing: 0.1f);
}

/// <summary>A small Transformer (Vaswani et al. 2017), normalized before each part.</summary>
[Model]
internal sealed partial class TransformerTranslator : ITranslator
{
    private const int Size = 128, Heads = 4, Layers = 2;

    public TokenRun Start(ReadOnlySpan<int> source, ReadOnlySpan<int> lengths) => StartTranslate(source, lengths);

    private static Symbol FeedForward(Symbol x) => x + Dropout(Dense(Dropout(Relu(Dense(LayerNorm(x), 4 * Size)), 0.1f), Size), 0.2f);

    private static Symbol Encode(Indices source)
    {
        var x = Dropout(PositionalEncoding(Embedding(source, ITranslator.SourceWords, Size)), 0.2f);
        for (var i = 0; i < Layers; i++)
            x = FeedForward(x + Dropout(MultiHeadAttention(LayerNorm(x), Heads), 0.2f));
        return LayerNorm(x);
    }

    [Network(StepByStep = true)]
    private static Symbol Translate([Sequence(ITranslator.LongestSource)] Indices source, [Sequence(ITranslator.LongestTarget)] Indices before)
    {
        var read = Encode(source);
        var x = Dropout(PositionalEncoding(Embedding(before, ITranslator.TargetCharacters, Size)), 0.2f);
        for (var i = 0; i < Layers; i++)
        {
            x += Dropout(MultiHeadAttention(LayerNorm(x), Heads, causal: true), 0.2f);
            x = FeedForward(x + Dropout(MultiHeadAttention(LayerNorm(x), read, Heads), 0.2f));
        }

        return Dense(LayerNorm(x), ITranslator.TargetCharacters);
    }

    [Objective, Adam(1e-3f, Beta2 = 0.98f), ClipGradientNorm(1)]
    internal static Symbol Loss(
        [Sequence(ITranslator.LongestSource)] Indices source,
        [Sequence(ITranslator.LongestTarget)] Indices before,
        [Sequence(nameof(before))] Label next) => CrossEntropy(Translate(source, before), next, labelSmoothing: 0.1f);
}
