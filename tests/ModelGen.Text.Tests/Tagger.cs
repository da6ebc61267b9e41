using static ModelGen.Ops;

namespace ModelGen.Text.Tests;

/// <summary>Parts of speech, by the words on both sides.</summary>
[Model]
internal sealed partial class Tagger
{
    [Network]
    static Symbol Tag([Sequence(8)] Indices words) => Dense(Gru(Embedding(words, 20, 8), 8, bidirectional: true), 4);

    [Objective, Adam(0.02f)]
    internal static Symbol Loss([Sequence(8)] Indices words, [Sequence(nameof(words))] Label tags) => CrossEntropy(Tag(words), tags);
}
