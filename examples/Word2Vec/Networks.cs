using ModelGen;
using static ModelGen.Ops;

/// <summary>What both networks have; the generator writes the members.</summary>
internal interface IWordNetwork : ITrainable
{
    /// <summary>From what the words come that are no neighbours.</summary>
    NoiseDistribution? NegativesDistribution { get; set; }
}

/// <summary>Skip-gram: a word is to tell those around it from words that are drawn (Mikolov et al. 2013).</summary>
[Model]
internal sealed partial class SkipGram : IWordNetwork
{
    [Embedding(Corpus.Vocabulary, Corpus.Size, Sparse = true, Initializer = Initializer.Uniform, InitializerScale = 0.5f / Corpus.Size)]
    private static partial Symbol Word(Indices word);

    [Embedding(Corpus.Vocabulary, Corpus.Size, Sparse = true, Initializer = Initializer.Zeros)]
    private static partial Symbol Context(Indices word);

    [Objective, Adam(2e-3f)]
    internal static Symbol Loss(Indices word, Indices context, [Negatives(5, Corpus.Vocabulary)] Indices negatives) =>
        NegativeSampling(Word(word), Context(context), Context(negatives));
}

/// <summary>Continuous bag of words: the mean of the words around is to tell the one in the middle from words that are drawn.</summary>
[Model]
internal sealed partial class Cbow : IWordNetwork
{
    [Embedding(Corpus.Vocabulary, Corpus.Size, Sparse = true, Initializer = Initializer.Uniform, InitializerScale = 0.5f / Corpus.Size)]
    private static partial Symbol Word(Indices word);

    [Embedding(Corpus.Vocabulary, Corpus.Size, Sparse = true, Initializer = Initializer.Zeros)]
    private static partial Symbol Middle(Indices word);

    [Objective, Adam(2e-3f)]
    internal static Symbol Loss([Sequence(2 * Corpus.Window)] Indices around, Indices middle, [Negatives(5, Corpus.Vocabulary)] Indices negatives) =>
        NegativeSampling(MeanSteps(Word(around)), Middle(middle), Middle(negatives));
}
