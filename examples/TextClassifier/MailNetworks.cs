using ModelGen;
using static ModelGen.Ops;

/// <summary>A network that tells spam from other mails; the generator writes the members.</summary>
internal interface IMailNetwork : ITrainable
{
    /// <summary>The probabilities of an ordinary mail and of spam.</summary>
    /// <param name="words">The mail's words.</param>
    /// <param name="output">Gets the two.</param>
    void ScoreProbabilities(ReadOnlySpan<int> words, Span<float> output);
}

/// <summary>The mean of the words' vectors: which words there are, in whatever order.</summary>
[Model]
internal sealed partial class AverageNetwork : IMailNetwork
{
    [Network]
    private static Symbol Score([Sequence(Mails.MaximumLength)] Indices words) => Dense(MeanSteps(Mails.Embed(words)), 2);

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss([Sequence(Mails.MaximumLength)] Indices words, Label isSpam) => CrossEntropy(Score(words), isSpam);
}

/// <summary>Gated recurrent units, which read the mail from the first word to the last: what counts is the largest value of each over all words.</summary>
[Model]
internal sealed partial class GruNetwork : IMailNetwork
{
    [Network]
    private static Symbol Score([Sequence(Mails.MaximumLength)] Indices words) => Dense(Dropout(MaxSteps(Gru(Mails.Embed(words), 64)), 0.3f), 2);

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss([Sequence(Mails.MaximumLength)] Indices words, Label isSpam) => CrossEntropy(Score(words), isSpam);
}

/// <summary>Convolutions over two, three and four words in a row: what counts is where in the mail each filter fits best (Kim 2014).</summary>
[Model]
internal sealed partial class ConvolutionNetwork : IMailNetwork
{
    [Network]
    private static Symbol Score([Sequence(Mails.MaximumLength)] Indices words)
    {
        var x = Mails.Embed(words);
        var phrases = new[] { 2, 3, 4 }.Select(length => MaxSteps(Relu(Conv1D(x, 64, length)))).ToArray();
        return Dense(Dropout(Concat(phrases), 0.3f), 2);
    }

    [Objective, AdamW(2e-3f)]
    internal static Symbol Loss([Sequence(Mails.MaximumLength)] Indices words, Label isSpam) => CrossEntropy(Score(words), isSpam);
}
