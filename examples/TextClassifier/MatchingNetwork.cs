using ModelGen;
using static ModelGen.Ops;

/// <summary>Says whether two definitions are of the same kind of thing: one network with the same weights reads both, and what comes out is compared.</summary>
[Model]
internal sealed partial class MatchingNetwork
{
    public const int MaximumLength = 30, Vocabulary = 10_000, Size = 128;

    [Network]
    private static Symbol Encode([Sequence(MaximumLength)] Indices words)
    {
        var x = Dropout(Embedding(words, Vocabulary, 64, initializerScale: 0.1f, initializer: Initializer.Normal), 0.3f);
        return MaxSteps(Gru(x, Size / 2, bidirectional: true));
    }

    [Network]
    private static Symbol Match([Sequence(MaximumLength)] Indices left, [Sequence(MaximumLength)] Indices right)
    {
        var (x, y) = (Encode(left), Encode(right));
        return Dense(Dropout(Relu(Dense(Concat(Abs(x - y), x * y), 64)), 0.3f), 2);
    }

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss([Sequence(MaximumLength)] Indices left, [Sequence(MaximumLength)] Indices right, Label isSameKind) =>
        CrossEntropy(Match(left, right), isSameKind);
}
