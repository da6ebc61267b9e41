using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>What is said of lengths, words and values that do not fit each other.</summary>
public sealed class SequenceInputTests
{
    private static readonly DynamicModel Model = DynamicModel.Create(
        """
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Words
        {
            [Network]
            static Symbol Predict([Sequence(5)] Indices words) => Dense(MeanSteps(Embedding(words, 10, 3)), 2);

            [Objective, Sgd(0.1f)]
            static Symbol Loss([Sequence(5)] Indices words, Label kind) => CrossEntropy(Predict(words), kind);
        }
        """,
        seed: 1);

    [Theory]
    [InlineData(new int[0], new[] { 0 }, "'lengths' of sample 0 is 0; expected 1 to 5.")]
    [InlineData(new[] { 1, 2, 3 }, new[] { 1, 0 }, "'lengths' of sample 1 is 0; expected 1 to 5.")]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6 }, new[] { 6 }, "'lengths' of sample 0 is 6; expected 1 to 5.")]
    [InlineData(new[] { 1, 2, 3 }, new[] { 2, 2 }, "'words': expected 4 values, 1 for each of the 4 steps in 'lengths', got 3.")]
    [InlineData(new[] { 1, 2, 10, 4 }, new[] { 2, 2 }, "'words' at step 2, counted over all samples, is 10; expected 0 to 9.")]
    [InlineData(new[] { 1, -1 }, new[] { 2 }, "'words' at step 1, counted over all samples, is -1; expected 0 to 9.")]
    public void WrongInput_SaysWhatIsExpected(int[] words, int[] lengths, string message)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => Model.Call("Predict", words, lengths, new float[2 * lengths.Length]));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IndexOutsideOfOneHot_SaysWhatIsExpected()
    {
        var model = DynamicModel.Create("using ModelGen; [Model] public partial class Letters { [Network] static Symbol Predict([Sequence(5)] Indices letters) => Ops.LastStep(Ops.OneHot(letters, 4)); }");
        var exception = Assert.ThrowsAny<ArgumentException>(() => model.Call("Predict", new[] { 3, 4 }, new[] { 2 }, new float[4]));
        Assert.Contains("'letters' at step 1, counted over all samples, is 4; expected 0 to 3.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IndexOutsideOfWhatIsGatheredFrom_SaysWhatIsExpected()
    {
        var model = DynamicModel.Create("using ModelGen; [Model] public partial class Rows { [Network] static Symbol Predict([Shape(3, 2)] Symbol x, [Shape(2)] Indices rows) => Ops.Gather(x, rows); }");
        var exception = Assert.ThrowsAny<ArgumentException>(() => model.Call("Predict", new float[6], new[] { 2, 3 }, new float[4]));
        Assert.Contains("is 3; expected 0 to 2.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'rows' of sample 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongOutput_SaysWhatIsExpected()
    {
        var exception = Assert.ThrowsAny<ArgumentException>(() => Model.Call("Predict", new[] { 1, 2 }, new[] { 1, 1 }, new float[3]));
        Assert.Contains("Expected 4 values, 2 for each of 2 samples, got 3.", exception.Message, StringComparison.Ordinal);
    }
}
