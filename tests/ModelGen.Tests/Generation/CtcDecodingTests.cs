using Xunit;

namespace ModelGen.Tests.Generation;

/// <summary>Labels from scores: the best way, and the best sequences of labels against the sum of all ways to each.</summary>
public sealed class CtcDecodingTests
{
    private const int Classes = 3;

    /// <summary>Softmax does not see what is added to all scores of a step.</summary>
    private static readonly float[] Scores =
    [
        .. new[] { 0.3, 0.5, 0.2, 0.4, 0.35, 0.25, 0.1, 0.5, 0.4, 0.6, 0.1, 0.3 }.Select((share, i) => (float)Math.Log(share) + i / Classes),
    ];

    [Theory]
    [InlineData(new[] { 0, 1, 1, 0, 1, 2, 2, 0 }, 0, new[] { 1, 1, 2 })]
    [InlineData(new[] { 0, 0 }, 0, new int[0])]
    [InlineData(new[] { 0, 0, 2, 0, 1 }, 2, new[] { 0, 0, 1 })]
    public void Greedy_LeavesOutRepeatedLabelsAndBlanks(int[] best, int blank, int[] labels)
    {
        float[] scores = [.. best.SelectMany(chosen => Enumerable.Range(0, Classes).Select(label => label == chosen ? 2f : 0f))];
        Assert.Equal(labels, CtcDecoding.Greedy(scores, Classes, blank));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Beam_AddsUpAllWays(int blank)
    {
        var all = new Dictionary<string, double>();
        for (var way = 0; way < 81; way++)
        {
            int[] classes = [way % 3, way / 3 % 3, way / 9 % 3, way / 27];
            var labels = string.Join(' ', CtcDecoding.Greedy([.. classes.SelectMany(chosen => Enumerable.Range(0, Classes).Select(label => label == chosen ? 1f : 0f))], Classes, blank));
            all[labels] = all.GetValueOrDefault(labels) + classes.Select((chosen, step) => Math.Exp(Scores[step * Classes + chosen] - step)).Aggregate((a, b) => a * b);
        }

        var found = CtcDecoding.Beam(Scores, Classes, width: 100, blank);
        Assert.Equal(all.Count, found.Length);
        Assert.All(found, answer => Assert.Equal(all[string.Join(' ', answer.Tokens)], Math.Exp(answer.LogProbability), 1e-6));
        Assert.Equal(found.OrderByDescending(answer => answer.Score), found);
        Assert.Equal(found[0].Tokens, CtcDecoding.Beam(Scores, Classes, width: 3, blank)[0].Tokens);
    }

    [Fact]
    public void WrongArguments_AreNamed()
    {
        Assert.Contains("Expected 5 scores for each step, got 12.", Assert.Throws<ArgumentException>(() => CtcDecoding.Greedy(Scores, 5)).Message, StringComparison.Ordinal);
        Assert.Equal("blank", Assert.Throws<ArgumentOutOfRangeException>(() => CtcDecoding.Beam(Scores, Classes, blank: 3)).ParamName);
        Assert.Equal("width", Assert.Throws<ArgumentOutOfRangeException>(() => CtcDecoding.Beam(Scores, Classes, width: 0)).ParamName);
        Assert.Throws<InvalidOperationException>(() => CtcDecoding.Beam([float.NaN, 0, 0], Classes));
    }
}
