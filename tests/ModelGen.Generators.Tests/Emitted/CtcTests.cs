using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Connectionist temporal classification: what is emitted against the reference, and what is said of labels that cannot be.</summary>
public sealed class CtcTests
{
    internal const string Text = "Ctc(x, labels)";

    private static readonly DynamicModel Model = DynamicModel.Create(Source(Text, steps: 5, labels: 3));

    /// <summary>Labels of random lengths, some of which need more steps than there are; of three hundred steps the probabilities of single ways are far below the smallest float.</summary>
    [Theory]
    [InlineData("Ctc(Dense(x, 5), labels, blank: 4, zeroInfinity: true)", 9, 4, 4)]
    [InlineData("Ctc(Dense(x, 4), labels, 2, true)", 6, 5, 2)]
    [InlineData("Ctc(Dense(Gru(x, 5), 3), labels, blank: 2, zeroInfinity: true) * 0.5f + MeanSteps(Sum(x))", 4, 1, 2)]
    [InlineData("Ctc(Dense(x, 3), labels, blank: 2, zeroInfinity: true)", 300, 17, 2)]
    public void Loss_MatchesReference(string loss, int steps, int labels, int vocabulary) => EmittedFunctions.MatchReference(Source(loss, steps, labels, vocabulary), batch: 19);

    private static string Source(string loss, int steps, int labels, int vocabulary = 3) => $$"""
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Speech
        {
            [Objective, Sgd(0.1f)]
            static Symbol Loss([Sequence({{steps}}), Shape(3)] Symbol x, [Sequence({{labels}}), Vocabulary({{vocabulary}})] Label labels) => {{loss}};
        }
        """;

    /// <summary>Two labels at three steps: the five ways to say them are added up by hand.</summary>
    [Fact]
    public void Loss_IsTheLogarithmOfAllWays()
    {
        double[] p = [0.5, 0.3, 0.2];
        float[] scores = [.. Enumerable.Range(0, 3).SelectMany(_ => p).Select(share => (float)Math.Log(share))];

        // 1 and 2 with the blank 0: 112, 122, 012, 102, 120.
        var ways = (p[1] * p[1] * p[2]) + (p[1] * p[2] * p[2]) + (3 * p[0] * p[1] * p[2]);
        Assert.Equal(-Math.Log(ways), Model.Call("Loss", scores, new[] { 3 }, new[] { 1, 2 }, new[] { 2 }), 1e-5);

        // 1 twice: there must be a blank between.
        Assert.Equal(-Math.Log(p[1] * p[0] * p[1]), Model.Call("Loss", scores, new[] { 3 }, new[] { 1, 1 }, new[] { 2 }), 1e-5);
    }

    [Theory]
    [InlineData(new[] { 3, 2 }, new[] { 1, 2, 2, 2 }, new[] { 2, 2 }, "'labels' of sample 1: 2 labels need 3 steps, got 2 in 'xLengths'.")]
    [InlineData(new[] { 1, 2 }, new[] { 1, 2, 1 }, new[] { 2, 1 }, "'labels' of sample 0: 2 labels need 2 steps, got 1 in 'xLengths'.")]
    [InlineData(new[] { 3, 2 }, new[] { 1, 2, 0 }, new[] { 2, 1 }, "'labels' at step 2, counted over all samples, is 0, the blank, which is no label.")]
    [InlineData(new[] { 3, 2 }, new[] { 1, 3, 1 }, new[] { 2, 1 }, "'labels' at step 1, counted over all samples, is 3; expected 0 to 2.")]
    public void LabelsThatCannotBe_AreAnError(int[] steps, int[] labels, int[] counts, string message)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => Model.Call("Loss", new float[3 * steps.Sum()], steps, labels, counts));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DataSetWithLabelsThatCannotBe_NamesTheRow()
    {
        var model = DynamicModel.Create(Source("Ctc(Dense(x, 3), labels)", steps: 5, labels: 3));
        var frames = Ragged.Of<float>([[.. new float[9]], [.. new float[6]]]);
        Assert.Contains("'labels' of row 1 of 'data': 2 labels need 3 steps, got 2.", Error([[1, 2], [2, 2]]), StringComparison.Ordinal);
        Assert.Contains("'labels' of row 0 of 'data' is 0, the blank; expected labels alone.", Error([[1, 0], [2]]), StringComparison.Ordinal);
        Assert.InRange(model.Trainable.Evaluate(DataSet.Of(DataColumn.Of(frames, 3), DataColumn.Of(Ragged.Of<int>([[1, 2], [2, 1]])))).Loss, 0.1, 10);

        string Error(IReadOnlyList<int[]> labels) =>
            Assert.ThrowsAny<ArgumentException>(() => model.Trainable.Train(DataSet.Of(DataColumn.Of(frames, 3), DataColumn.Of(Ragged.Of(labels))))).Message;
    }
}
