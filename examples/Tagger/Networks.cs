using ModelGen;
using static ModelGen.Ops;

/// <summary>Scores parts of speech: a word is known by itself and by its letters, which a convolution looks at, and by the words on both sides.</summary>
[Model]
internal sealed partial class PartsNetwork
{
    public const int Words = 10_000, Letters = 250, LettersOfAWord = 14, Tags = 17;

    [Network]
    private static Symbol Tag([Sequence(SequenceTagger.MaximumLength)] Indices words, [Sequence(nameof(words)), Shape(LettersOfAWord)] Indices letters)
    {
        // Three letters in a row, wherever in the word they are: endings tell most.
        var spelling = Relu(Conv1D(Transpose(Embedding(letters, Letters, 24)), 96, 3));
        spelling = Flatten(MaxPool1D(spelling, spelling.Shape[1]));
        return Layers.Score(Concat(Embedding(words, Words, 64), spelling), Tags);
    }

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss(
        [Sequence(SequenceTagger.MaximumLength)] Indices words,
        [Sequence(nameof(words)), Shape(LettersOfAWord)] Indices letters,
        [Sequence(nameof(words))] Label tags) => CrossEntropy(Tag(words, letters), tags);
}

/// <summary>Scores where words begin and end in a text without spaces: by each character and the pairs that it makes with its neighbours.</summary>
[Model]
internal sealed partial class WordsNetwork
{
    public const int Characters = 5_000, Pairs = 25_000, Tags = 4;

    [Network]
    private static Symbol Tag([Sequence(SequenceTagger.MaximumLength)] Indices characters, [Sequence(nameof(characters)), Shape(2)] Indices pairs) =>
        Layers.Score(Concat(Embedding(characters, Characters, 64), Flatten(Embedding(pairs, Pairs, 32))), Tags);

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss(
        [Sequence(SequenceTagger.MaximumLength)] Indices characters,
        [Sequence(nameof(characters)), Shape(2)] Indices pairs,
        [Sequence(nameof(characters))] Label tags) => CrossEntropy(Tag(characters, pairs), tags);
}

/// <summary>What both networks share.</summary>
internal static class Layers
{
    /// <summary>Reads a sequence from both ends, and scores the tags at each step.</summary>
    public static Symbol Score(Symbol x, int tags) => Dense(Dropout(Lstm(Dropout(x, 0.5f), 128, bidirectional: true), 0.5f), tags);
}
