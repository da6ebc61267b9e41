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
        var (read, written) = Look(letters, before);
        var seen = Attend(written, read);
        return Dense(Dropout(Tanh(Dense(Concat(written, seen), Units)), 0.3f), Phonemes);
    }

    /// <summary>What was read at each letter, and what was written up to each phoneme.</summary>
    [Network]
    private static (Symbol Read, Symbol Written) Look([Sequence(LongestWord)] Indices letters, [Sequence(LongestPronunciation)] Indices before)
    {
        var (read, state, memory) = LstmStates(Dropout(Embedding(letters, Letters, 64), 0.1f), Units / 2, bidirectional: true);
        var (written, _, _) = LstmStates(Dropout(Embedding(before, Phonemes, 64), 0.1f), Flatten(state), Flatten(memory), Units);
        return (Dropout(read, 0.2f), Dropout(written, 0.2f));
    }

    private static Symbol Attend(Symbol written, Symbol read) => MultiHeadAttention(written, read, 1);

    [Objective, Adam(2e-3f), ClipGradientNorm(5)]
    internal static Symbol Loss(
        [Sequence(LongestWord)] Indices letters,
        [Sequence(LongestPronunciation)] Indices before,
        [Sequence(nameof(before))] Label next) => CrossEntropy(Pronounce(letters, before), next);
}
