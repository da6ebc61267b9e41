using ModelGen;
using static ModelGen.Ops;

/// <summary>
/// Letters to phonemes, sequence to sequence: an LSTM reads the letters from both ends, another one writes the phonemes, and before each it looks at the
/// letters that matter (Bahdanau, Cho and Bengio 2015; Luong, Pham and Manning 2015).
/// </summary>
[Model]
internal sealed partial class Pronouncer
{
    public const int Letters = 32, Phonemes = 48, LongestWord = 24, LongestPronunciation = 24, Units = 256;

    [Network(StepByStep = true)]
    private static Symbol Pronounce([Sequence(LongestWord)] Indices letters, [Sequence(LongestPronunciation)] Indices before)
    {
        var (known, _) = Look(letters, before);
        return Dense(Dropout(Tanh(Dense(known, Units)), 0.3f), Phonemes);
    }

    /// <summary>What is known before each phoneme, of those written and of the letters, and how much it looks at each letter.</summary>
    [Network]
    private static (Symbol Known, Symbol Weights) Look([Sequence(LongestWord)] Indices letters, [Sequence(LongestPronunciation)] Indices before)
    {
        var (read, state, memory) = LstmStates(Dropout(Embedding(letters, Letters, 64), 0.1f), Units / 2, bidirectional: true);
        var (written, _, _) = LstmStates(Dropout(Embedding(before, Phonemes, 64), 0.1f), Flatten(state), Flatten(memory), Units);
        read = Dropout(read, 0.2f);
        written = Dropout(written, 0.2f);
        var (seen, weights) = MultiHeadAttentionWeights(written, read, 1);
        return (Concat(written, seen), weights);
    }

    [Objective, Adam(2e-3f), ClipGradientNorm(5)]
    internal static Symbol Loss(
        [Sequence(LongestWord)] Indices letters,
        [Sequence(LongestPronunciation)] Indices before,
        [Sequence(nameof(before))] Label next) => CrossEntropy(Pronounce(letters, before), next);
}
