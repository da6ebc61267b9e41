using static ModelGen.Ops;

namespace ModelGen.Text.Tests;

/// <summary>Tags each word by what the one before it was: without a memory that cannot be learned.</summary>
[Model]
internal sealed partial class LastWordTagger
{
    [Network]
    private static Symbol Tag([Sequence(8)] Indices words) => Dense(Gru(Embedding(words, 6, 8), 16), 3);

    [Objective, Adam(1e-2f)]
    internal static Symbol Loss([Sequence(8)] Indices words, [Sequence(nameof(words))] Label tags) => CrossEntropy(Tag(words), tags);
}
