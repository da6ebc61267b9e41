using ModelGen.Runtime;
using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Negative sampling: indices that generated code draws itself, and models of words by it.</summary>
public sealed class NegativesTests
{
    private const string Usings = "using ModelGen; using static ModelGen.Ops; ";

    private const string SkipGram = Usings + """
        [Model]
        public partial class Words
        {
            [Embedding(9, 5)] private static partial Symbol Word(Indices word);

            [Embedding(9, 5), Name("near")] private static partial Symbol Near(Indices word);

            [Objective, Adam(0.05f)]
            static Symbol Loss(Indices word, Indices context, [Negatives(4, 9)] Indices negatives) => NegativeSampling(Word(word), Near(context), Near(negatives));
        }
        """;

    private const string Cbow = Usings + """
        [Model]
        public partial class Words
        {
            [Embedding(9, 5)] private static partial Symbol Word(Indices word);

            [Embedding(9, 5)] private static partial Symbol Near(Indices word);

            [Objective, Adam(0.05f)]
            static Symbol Loss([Sequence(4)] Indices context, Indices word, [Negatives(1, 9)] Indices negatives) =>
                NegativeSampling(MeanSteps(Near(context)), Word(word), Word(negatives));
        }
        """;

    private const string Drawing = Usings + """
        [Model]
        public partial class Sample
        {
            [Network] static Symbol Draw([Negatives(1001, 6)] Indices drawn) => Reshape(OneHot(drawn, 6), 6006);
        }
        """;

    private const string TwoDraws = Usings + """
        [Model]
        public partial class Sample
        {
            [Objective, Sgd(0.1f)] static Symbol Loss([Shape(1)] Symbol x, [Negatives(3, 6)] Indices drawn, [Negatives(2, 4)] Indices others)
                => SquaredError(Dense(Sum(OneHot(drawn, 6), 0), 1), x) + Sum(Dense(Sum(OneHot(others, 4), 0), 1));
        }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public void Objectives_MatchReference(int batch)
    {
        EmittedFunctions.MatchReference(SkipGram, batch);
        EmittedFunctions.MatchReference(TwoDraws, batch);
    }

    [Fact]
    public void BagOfWords_MatchesReference() => EmittedFunctions.MatchReference(Cbow, batch: 21);

    [Fact]
    public void Draws_AreThoseOfTheDistribution()
    {
        var model = DynamicModel.Create(Drawing, seed: 7);
        var distribution = NoiseDistribution.FromCounts([40, 0, 3, 1000, 1, 17]);
        var uniform = Drawn();
        model.Set("DrawnDistribution", distribution);
        var drawn = Drawn();

        // Two random words each, of the network's first parameter, in the first sample of its second call.
        Assert.Equal(Enumerable.Range(0, 1001).Select(i => distribution.Draw(Word(2 * i), Word((2 * i) + 1))), drawn);
        Assert.Equal([0, 1, 2, 3, 4, 5], uniform.Distinct().Order());
        model.Set("DrawnDistribution", null);
        Assert.Equal([0, 1, 2, 3, 4, 5], Drawn().Distinct().Order());

        static uint Word(int feature) => Philox.Word(7, 0x8000_0001, 0, int.MaxValue, feature);

        int[] Drawn()
        {
            var rows = new float[6006];
            _ = model.Call("Draw", rows);
            return [.. rows.Chunk(6).Select(row => Array.IndexOf(row, 1f))];
        }
    }

    [Fact]
    public void ADistributionOfOtherWords_IsRefused()
    {
        var model = DynamicModel.Create(SkipGram);
        var exception = Assert.Throws<ArgumentException>(() => model.Set("NegativesDistribution", NoiseDistribution.FromCounts([1, 2])));
        Assert.Contains("Expected a distribution of 9 indices, got one of 2.", exception.Message, StringComparison.Ordinal);
        Assert.Equal("NegativesDistribution", exception.ParamName);
    }

    [Fact]
    public void ADistribution_DecidesTheLoss()
    {
        var model = DynamicModel.Create(SkipGram, seed: 3);
        int[] words = [.. Enumerable.Range(0, 33).Select(i => i % 9)], contexts = [.. Enumerable.Range(0, 33).Select(i => i * 2 % 9)];
        var before = model.Call("Loss", words, contexts);
        model.Set("NegativesDistribution", NoiseDistribution.FromCounts([0, 0, 0, 0, 1, 0, 0, 0, 0]));
        var after = model.Call("Loss", words, contexts);
        model.Set("NegativesDistribution", null);

        Assert.NotEqual(before, after);
        Assert.Equal(before, model.Call("Loss", words, contexts));
        Assert.Equal(before, model.Call("TrainStep", words, contexts));
        Assert.NotEqual(before, model.Call("Loss", words, contexts));
    }
}
