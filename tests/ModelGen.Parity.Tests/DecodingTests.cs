using Xunit;
using static ModelGen.Ops;

namespace ModelGen.Parity;

/// <summary>Greedy, sampled and beam decoding of chains whose probabilities are known.</summary>
public sealed class DecodingTests
{
    private const int Tokens = 5, End = 0, Longest = 6;

    [Fact]
    public void Beam_WideEnough_FindsTheBestOfAllAnswers()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            foreach (var penalty in new[] { 0, 0.7, 1 })
            {
                var model = new Chain(seed);
                var expected = All(model, first: 3, length: 4).OrderByDescending(answer => answer.LogProbability / Math.Pow(answer.Length, penalty)).Take(8).ToArray();
                var answers = Assert.Single(Decoding.Beam(model.StartPredict(), [3], End, new BeamOptions { Width = 300, LengthPenalty = penalty }, maximumLength: 4));
                for (var i = 0; i < expected.Length; i++)
                {
                    // Chains of the same steps in another order are equally probable.
                    Assert.Equal(expected[i].LogProbability / Math.Pow(expected[i].Length, penalty), answers[i].Score, 1e-4);
                    var same = Assert.Single(All(model, first: 3, length: 4), answer => answer.HasEnded == answers[i].HasEnded && answer.Tokens.SequenceEqual(answers[i].Tokens));
                    Assert.Equal(same.LogProbability, answers[i].LogProbability, 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Beam_OfOne_IsGreedy()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var model = new Chain(seed);
            var greedy = Assert.Single(Decoding.Greedy(model.StartPredict(), [1, 3], End));
            var beam = Assert.Single(Assert.Single(Decoding.Beam(model.StartPredict(), [1, 3], End, new BeamOptions { Width = 1 })));
            Assert.Equal(greedy, beam.Tokens);
            var most = 0;
            for (var (i, token) = (0, 3); i < Longest - 1; i++)
            {
                token = BestAfter(model, token);
                if (token == End)
                    break;
                Assert.Equal(token, greedy[i]);
                most = i + 1;
            }

            Assert.Equal(most, greedy.Length);
            Assert.Equal(greedy.Length < Longest - 1, beam.HasEnded);
        }
    }

    /// <summary>Side by side each sequence is written as it is alone, also where some come to their end early.</summary>
    [Fact]
    public void Sequences_DoNotDependOnEachOther()
    {
        var model = new Answering(seed: 2);
        var topics = Enumerable.Range(0, 40).Select(i => MathF.Sin(i * 1.7f) * 3).ToArray();
        var greedy = Decoding.Greedy(model.StartPredict(topics), [1], End);
        var beams = Decoding.Beam(model.StartPredict(topics), [1], End, new BeamOptions { Width = 3 });
        var drawn = Decoding.Sample(model.StartPredict(topics), [1], new SamplingOptions { Seed = 4 }, End);
        Assert.True(greedy.Select(tokens => tokens.Length).Distinct().Count() > 1);
        for (var i = 0; i < topics.Length; i++)
        {
            var alone = model.StartPredict(topics.AsSpan(i, 1));
            Assert.Equal(greedy[i], Assert.Single(Decoding.Greedy(alone, [1], End)));
            alone.Start(topics.AsSpan(i, 1));
            var answers = Assert.Single(Decoding.Beam(alone, [1], End, new BeamOptions { Width = 3 }));
            Assert.Equal(beams[i].Select(answer => answer.Tokens), answers.Select(answer => answer.Tokens));
            Assert.InRange(answers.Length, 1, 3);
        }

        Assert.Equal(drawn[0], Assert.Single(Decoding.Sample(model.StartPredict(topics.AsSpan(0, 1)), [1], new SamplingOptions { Seed = 4 }, End)));
    }

    [Fact]
    public void Samples_HaveTheProbabilitiesOfTheScores()
    {
        float[] scores = [1, 3, 2, 0, 2.5f];
        AssertFrequencies(scores, new SamplingOptions { Seed = 1 }, [.. scores.Select(score => Math.Exp(score))]);
        AssertFrequencies(scores, new SamplingOptions { Temperature = 2 }, [.. scores.Select(score => Math.Exp(score / 2))]);
        AssertFrequencies(scores, new SamplingOptions { TopK = 2 }, [0, Math.Exp(3), 0, 0, Math.Exp(2.5)]);

        // The largest has 0.46, the next 0.28, the third 0.17: two reach 0.7, three 0.8.
        AssertFrequencies(scores, new SamplingOptions { TopP = 0.7 }, [0, Math.Exp(3), 0, 0, Math.Exp(2.5)]);
        AssertFrequencies(scores, new SamplingOptions { TopP = 0.8 }, [0, Math.Exp(3), Math.Exp(2), 0, Math.Exp(2.5)]);
        AssertFrequencies(scores, new SamplingOptions { TopK = 1 }, [0, 1, 0, 0, 0]);
        AssertFrequencies(scores, new SamplingOptions { Temperature = 0 }, [0, 1, 0, 0, 0]);
        AssertFrequencies([1, float.NegativeInfinity, 1], new SamplingOptions { Seed = 5 }, [1, 0, 1]);
    }

    [Fact]
    public void SeedsDecide_WhatIsDrawn()
    {
        var model = new Chain(seed: 3);
        int[] Draw(int seed) => Decoding.Sample(model.StartPredict(20), [2], new SamplingOptions { Seed = seed, Temperature = 3 }).SelectMany(tokens => tokens).ToArray();
        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.Equal(20 * Longest, Draw(1).Length);
    }

    [Fact]
    public void Mistakes_AreNamed()
    {
        var model = new Chain(seed: 3);
        Assert.Contains("begin mark", Assert.Throws<ArgumentException>(() => Decoding.Greedy(model.StartPredict(), [])).Message, StringComparison.Ordinal);
        Assert.Contains("7 tokens", Assert.Throws<InvalidOperationException>(() => Decoding.Greedy(model.StartPredict(), [1, 1, 1, 1, 1, 1, 1])).Message, StringComparison.Ordinal);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Decoding.Greedy(model.StartPredict(), [9]));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => Decoding.Greedy(model.StartPredict(), [1], maximumLength: 0));
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new BeamOptions { Width = 0 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new BeamOptions { LengthPenalty = -1 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { TopP = 0 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { TopK = -1 });
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => new SamplingOptions { Temperature = double.NaN });
        Assert.Contains("no finite number", Assert.Throws<InvalidOperationException>(() => new TokenSampler(new SamplingOptions()).Choose([1, float.NaN])).Message, StringComparison.Ordinal);
    }

    private static void AssertFrequencies(float[] scores, SamplingOptions options, double[] weights)
    {
        const int Draws = 20_000;
        var sampler = new TokenSampler(options);
        var counts = new int[scores.Length];
        for (var i = 0; i < Draws; i++)
            counts[sampler.Choose(scores)]++;
        for (var token = 0; token < scores.Length; token++)
        {
            // Five deviations.
            var expected = weights[token] / weights.Sum();
            Assert.InRange(counts[token] / (double)Draws, expected - (5 * Math.Sqrt(expected * (1 - expected) / Draws)), expected + (5 * Math.Sqrt(expected * (1 - expected) / Draws)));
        }
    }

    private static double[] LogProbabilities(Chain model, int token)
    {
        double[] scores = [.. model.Predict([token]).Select(score => (double)score)];
        var total = Math.Log(scores.Sum(Math.Exp));
        return [.. scores.Select(score => score - total)];
    }

    private static int BestAfter(Chain model, int token)
    {
        var probabilities = LogProbabilities(model, token);
        return Array.IndexOf(probabilities, probabilities.Max());
    }

    /// <summary>Every answer that has ended, and every one that is cut off.</summary>
    private static IEnumerable<(int[] Tokens, double LogProbability, int Length, bool HasEnded)> All(Chain model, int first, int length)
    {
        double[][] table = [.. Enumerable.Range(0, Tokens).Select(token => LogProbabilities(model, token))];
        return Continue([], first, 0);

        IEnumerable<(int[], double, int, bool)> Continue(int[] tokens, int last, double logProbability)
        {
            yield return ([.. tokens], logProbability + table[last][End], tokens.Length + 1, true);
            for (var token = 1; token < Tokens; token++)
            {
                int[] longer = [.. tokens, token];
                if (longer.Length == length)
                    yield return (longer, logProbability + table[last][token], length, false);
                else
                {
                    foreach (var answer in Continue(longer, token, logProbability + table[last][token]))
                        yield return answer;
                }
            }
        }
    }
}

/// <summary>What comes next depends on the last token alone.</summary>
[Model]
internal sealed partial class Chain
{
    [Network(StepByStep = true)]
    internal static Symbol Predict([Sequence(6)] Indices token) => Embedding(token, 5, 5);
}

/// <summary>It depends on a number that is known from the start, too.</summary>
[Model]
internal sealed partial class Answering
{
    [Network(StepByStep = true)]
    internal static Symbol Predict([Shape(1)] Symbol topic, [Sequence(9)] Indices token) => Dense(Tanh(Gru(Embedding(token, 6, 8), 8) + Dense(topic, 8)), 6) * 4;
}
