using CsCheck;
using Xunit;

namespace ModelGen.Text.Tests;

public sealed class WindowTests
{
    private static readonly Gen<int[][]> Sentences = Gen.Int[0, 5].Array[0, 12].Array[0, 6];

    [Fact]
    public void WindowsOfOne_AreTheNeighbours()
    {
        var windows = new ContextWindows(maximum: 1, seed: 3);
        Assert.Equal([(7, 8), (8, 7), (8, 9), (9, 8), (1, 2), (2, 1)], windows.SkipGram([[7, 8, 9], [5], [], [1, 2]]));
        var samples = windows.Cbow([[7, 8, 9], [5], [], [1, 2]]).ToArray();
        Assert.Equal([[8], [7, 9], [8], [2], [1]], samples.Select(sample => sample.Context));
        Assert.Equal([7, 8, 9, 1, 2], samples.Select(sample => sample.Word));
    }

    [Fact]
    public void SkipGram_AndCbow_SeeTheSameWindows() => Gen.Select(Sentences, Gen.Int[1, 6], Gen.Int, Gen.Int[0, 9]).Sample((sentences, size, seed, epoch) =>
    {
        var windows = new ContextWindows(size, seed);
        var cbow = windows.Cbow(sentences, epoch).ToArray();
        Assert.Equal(windows.SkipGram(sentences, epoch), cbow.SelectMany(sample => sample.Context.Select(context => (sample.Word, context))));
        Assert.Equal(sentences.Where(sentence => sentence.Length > 1).SelectMany(sentence => sentence), cbow.Select(sample => sample.Word));
        Assert.All(cbow, sample => Assert.InRange(sample.Context.Length, 1, 2 * size));
    });

    [Fact]
    public void Sizes_AreUniform_AndDifferByPlaceSentenceEpochAndSeed()
    {
        int[] sentence = [.. Enumerable.Range(0, 10_000)];
        var windows = new ContextWindows(maximum: 5, seed: 1);
        var sizes = windows.Cbow([sentence]).Skip(5).Take(9_990).Select(sample => sample.Context.Length / 2).ToArray();
        Assert.All(Enumerable.Range(1, 5), size => Assert.InRange(sizes.Count(other => other == size), 1850, 2150));
        var pairs = windows.SkipGram([sentence[..50], sentence[..50]]).ToArray();
        Assert.NotEqual(pairs[..(pairs.Length / 2)], pairs[(pairs.Length / 2)..]);
        Assert.NotEqual(pairs, windows.SkipGram([sentence[..50], sentence[..50]], epoch: 1));
        Assert.NotEqual(pairs, new ContextWindows(5, seed: 2).SkipGram([sentence[..50], sentence[..50]]));
    }

    [Fact]
    public void FrequentWords_AreLeftOut_AsOftenAsTheFormulaSays()
    {
        // Shares 0.9, 0.09 and 0.01: 1 − √(0.01/0.9), 1 − √(0.01/0.09) and nothing.
        var subsampling = new Subsampling([900, 90, 10, 0], threshold: 0.01);
        Assert.Equal([0.894590745, 0.666666667, 0, 0], Enumerable.Range(0, 4).Select(word => Math.Round(subsampling.DiscardProbability(word), 9)));
        int[] sentence = [.. Enumerable.Range(0, 30_000).Select(place => place % 3)];
        var kept = new ContextWindows(maximum: 1, seed: 1, subsampling).Cbow([sentence]).Select(sample => sample.Word).ToArray();
        Assert.InRange(kept.Count(word => word == 0), 954, 1154);
        Assert.InRange(kept.Count(word => word == 1), 3183, 3483);
        Assert.Equal(10_000, kept.Count(word => word == 2));
    }

    [Fact]
    public void Sentences_AreReadWhenTheyAreAskedFor()
    {
        var read = 0;
        IEnumerable<int[]> Endless()
        {
            while (true)
                yield return [read++, 0];
        }

        Assert.Equal([(0, 0), (0, 0), (1, 0)], new ContextWindows(2, seed: 1).SkipGram(Endless()).Take(3));
        Assert.Equal(2, read);
    }

    [Fact]
    public void Noise_IsCountsToThePowerThreeQuarters()
    {
        // 16, 81 and 256 to the power 3/4 are 8, 27 and 64.
        var noise = NoiseDistribution.FromCounts([16, 0, 81, 256]);
        Assert.Equal([8 / 99.0, 0, 27 / 99.0, 64 / 99.0], noise.Probabilities.ToArray());
        var words = new int[99_000];
        noise.Fill(words, seed: 1, step: 0);
        Assert.InRange(words.Count(word => word == 0), 7700, 8300);
        Assert.InRange(words.Count(word => word == 2), 26500, 27500);
        Assert.DoesNotContain(1, words);
        var others = new int[99_000];
        noise.Fill(others, seed: 1, step: 0);
        Assert.Equal(words, others);
        noise.Fill(others, seed: 1, step: 1L << 32);
        Assert.NotEqual(words, others);
    }

    [Fact]
    public void Draws_HaveTheProbabilities() => Gen.Double[0, 1].Array[1, 20].Where(weights => weights.Sum() > 0.01).Sample(weights =>
    {
        var noise = new NoiseDistribution(weights);
        var drawn = new double[weights.Length];
        for (var column = 0; column < weights.Length; column++)
        {
            var first = (uint)((((ulong)column << 32) + (uint)weights.Length - 1) / (uint)weights.Length);
            // Where the column's own word ends, by halving.
            var (low, high) = (0L, 1L << 32);
            var other = noise.Draw(first, uint.MaxValue);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (middle <= uint.MaxValue && noise.Draw(first, (uint)middle) != other)
                    low = middle + 1;
                else
                    high = middle;
            }

            var share = (double)low / (1L << 32) / weights.Length;
            drawn[column] += share;
            drawn[other] += 1.0 / weights.Length - share;
        }

        Assert.All(drawn.Zip(weights), pair => Assert.Equal(pair.Second / weights.Sum(), pair.First, 1e-8));
    });

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("maximum", () => new ContextWindows(0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("threshold", () => new Subsampling([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>("counts", () => new Subsampling([1, -1], 0.1));
        Assert.Throws<ArgumentException>("counts", () => new Subsampling([0], 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("word", () => new ContextWindows(1, 1, new Subsampling([1], 0.1)).SkipGram([[0, 1]]).ToArray());
        Assert.Throws<ArgumentException>("weights", () => new NoiseDistribution([]));
        Assert.Throws<ArgumentException>("weights", () => new NoiseDistribution([0, 0]));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => new NoiseDistribution([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>("counts", () => NoiseDistribution.FromCounts([-1]));
    }
}
