using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class MetricTests
{
    private static readonly Gen<int[]> Sequences = Gen.Int[0, 4].Array[0, 10];

    private static readonly Gen<string[]> Words = Pieces.OneOf("a", "bc", "你好", "𠀀𠀁", "def").Array[0, 10];

    [Fact]
    public void Accuracy_IsByTokenAndBySequence()
    {
        var accuracy = new SequenceAccuracy();
        Assert.True(double.IsNaN(accuracy.PerToken) && double.IsNaN(accuracy.PerSequence));
        accuracy.Add([1, 2, 3], [1, 2, 3]);
        accuracy.Add([1, 2, 3, 4, 5], [1, 0, 0, 4, 5]);
        Assert.Equal((8, 6, 2, 1), (accuracy.Tokens, accuracy.CorrectTokens, accuracy.Sequences, accuracy.CorrectSequences));
        Assert.Equal((0.75, 0.5), (accuracy.PerToken, accuracy.PerSequence));
        Assert.Throws<ArgumentException>("predicted", () => accuracy.Add(["a"], ["a", "b"]));
    }

    [Fact]
    public void Perplexity_IsOverAllTokens()
    {
        var perplexity = new SequencePerplexity();
        Assert.True(double.IsNaN(perplexity.Value));
        // Probabilities 1/2, 1/4 and 1/8 · 1/2 for two: 2⁷ over 4 tokens.
        perplexity.Add([MathF.Log(0.5f), MathF.Log(0.25f)]);
        perplexity.Add(Math.Log(1 / 16.0), tokens: 2);
        Assert.Equal(Math.Pow(2, 7 / 4.0), perplexity.Value, 1e-6);
        Assert.Equal((1.75, 4), (Math.Round(perplexity.BitsPerToken, 6), perplexity.Tokens));
        Assert.Throws<ArgumentException>("logProbability", () => perplexity.Add([0.1f]));
        Assert.Throws<ArgumentException>("logProbability", () => perplexity.Add([float.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("tokens", () => perplexity.Add(-1, tokens: 0));
    }

    [Theory]
    [InlineData("B E S B M M E", "0-2 2-1 3-4")]
    [InlineData("B I I B B I", "0-3 3-1 4-2")]
    [InlineData("O B-X I-X O I-Y B-X I-Y", "1-2X 4-1Y 5-1X 6-1Y")]
    [InlineData("M E M S E I B", "0-2 2-1 3-1 4-1 5-1 6-1")]
    [InlineData("", "")]
    public void Tags_SaySegments(string tags, string segments)
    {
        var said = Segment.OfTags(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(segments, string.Join(' ', said.Select(segment => $"{segment.Start}-{segment.Length}{segment.Label}")));
    }

    [Fact]
    public void Words_Tags_AndSegments_AreOneAnother() => Words.Sample(words =>
    {
        Assert.Equal(Segment.OfWords(words), Segment.OfTags(Segment.ToTags(words)));
        Assert.Equal(words.Sum(word => word.EnumerateRunes().Count()), Segment.ToTags(words).Count);
    });

    [Fact]
    public void Segmentation_CountsWordsWithBothEndsRight()
    {
        var score = new SegmentationScore();
        Assert.Equal((0, 0, 0), (score.Precision, score.Recall, score.F1));
        // 2 of 4 predicted, 2 of 3 expected: 2·2/7.
        score.Add(Segment.OfWords(["我", "不知", "道", "他"]), Segment.OfWords(["我", "不知道", "他"]));
        Assert.Equal((0.5, 2 / 3.0, 4 / 7.0), (score.Precision, score.Recall, score.F1));
        score.Add(Segment.OfTags(["B-A", "I-A"]), Segment.OfTags(["B-B", "I-B"]));
        Assert.Equal((5, 4, 2), (score.Predicted, score.Expected, score.Correct));
        Assert.Contains("got 'X' at 1", Assert.Throws<ArgumentException>("tags", () => Segment.OfTags(["B", "X"])).Message);
        Assert.Throws<ArgumentException>("tags", () => Segment.OfTags(["BX"]));
        Assert.Throws<ArgumentException>("tags", () => Segment.OfTags([""]));
    }

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("intention", "execution", 5)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("ab", "ba", 2)]
    public void Distances_AreTheTextbooks(string from, string to, int distance) => Assert.Equal(distance, EditDistance.Of<char>(from, to));

    [Fact]
    public void Distances_AreAMetric() => Gen.Select(Sequences, Sequences, Sequences).Sample((first, second, third) =>
    {
        var distance = EditDistance.Of<int>(first, second);
        Assert.Equal(distance, EditDistance.Of<int>(second, first));
        Assert.Equal(first.SequenceEqual(second), distance == 0);
        Assert.InRange(distance, Math.Abs(first.Length - second.Length), Math.Max(first.Length, second.Length));
        Assert.True(EditDistance.Of<int>(first, third) <= distance + EditDistance.Of<int>(second, third));
    });

    [Fact]
    public void ErrorRates_CountEditsByLength_AndTheBestOfSeveralReferences()
    {
        var rate = new ErrorRate();
        Assert.True(double.IsNaN(rate.Value) && double.IsNaN(rate.PerSequence));
        rate.Add("the cat sat".Split(' '), "the cat sat down".Split(' '));
        Assert.Equal((1, 4, 0.25), (rate.Edits, rate.ReferenceLength, rate.Value));
        // The second is right; of the next two, both one edit away, the longer counts.
        rate.Add(["T", "AH"], ["T", "EY"], ["T", "AH"]);
        rate.Add(["T", "AH"], ["T"], ["T", "AH", "M"]);
        Assert.Equal((2, 9, 3, 2), (rate.Edits, rate.ReferenceLength, rate.Sequences, rate.WrongSequences));
        Assert.Equal(2 / 3.0, rate.PerSequence);
        Assert.Throws<ArgumentException>("references", () => rate.Add(["T"]));
    }
}
