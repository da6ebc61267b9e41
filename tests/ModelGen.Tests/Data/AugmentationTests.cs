using System.Runtime.InteropServices;
using System.Security.Cryptography;
using ModelGen.Runtime;
using ModelGen.Tests.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

public sealed class AugmentationTests
{
    private static readonly Augmentation None = new(1, 3, 3);

    /// <summary>1 to 9, row by row.</summary>
    private static readonly float[] Digits = [.. Enumerable.Range(1, 9).Select(i => (float)i)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static float[] Applied(Augmentation augmentation, float[] image, int row = 0, int epoch = 1, int seed = 1)
    {
        var augmented = new float[image.Length];
        augmentation.Apply(image, augmented, seed, epoch, row);
        return augmented;
    }

    /// <summary>Moves an image as a movement says.</summary>
    private static float[] Moved(float[] image, int height, int width, Affine movement, float fill = 0)
    {
        var moved = image.ToArray();
        new Resampler(height, width, fill).Move(moved, movement);
        return moved;
    }

    [Fact]
    public void Text_NamesTheSteps_InEveryCulture()
    {
        var augmentation = new Augmentation(3, 32, 32) { Fill = 0.5f, Column = 1 }.Crop(4).FlipHorizontally().FlipVertically(0.25f).Rotate(7.5f).Scale(0.9f, 1.1f).Translate(1.5f, 2).Erase().MixUp(0.4f);
        using var culture = new DecimalCommas();
        Assert.Equal(
            "3 × 32 × 32: Crop(4), FlipHorizontally(0.5), FlipVertically(0.25), Rotate(7.5), Scale(0.9, 1.1), Translate(1.5, 2), Erase(0.5, 0.02, 0.33), MixUp(0.4), Column = 1, Fill = 0.5",
            augmentation.ToString());
        Assert.Equal("1 × 3 × 3: as they are", None.ToString());
    }

    [Fact]
    public void Flips_ExchangeColumnsOrRows()
    {
        Assert.Equal([3f, 2, 1, 6, 5, 4, 9, 8, 7], Applied(None.FlipHorizontally(1), Digits));
        Assert.Equal([7f, 8, 9, 4, 5, 6, 1, 2, 3], Applied(None.FlipVertically(1), Digits));
        Assert.Equal([9f, 8, 7, 6, 5, 4, 3, 2, 1], Applied(None.FlipVertically(1).FlipHorizontally(1), Digits));
        Assert.Equal(Digits, Applied(None.FlipHorizontally(0), Digits));
        Assert.Equal([2f, 1, 4, 3, 6, 5, 8, 7], Applied(new Augmentation(2, 2, 2).FlipHorizontally(1), [1, 2, 3, 4, 5, 6, 7, 8]));
        var flipped = Enumerable.Range(0, 1000).Count(row => Applied(None.FlipHorizontally(0.3f), Digits, row)[0] == 3);
        // Five standard deviations.
        Assert.InRange(flipped, 228, 372);
    }

    [Fact]
    public void Crops_MoveByWholePixels_EachAsOften()
    {
        var counts = Enumerable.Range(0, 2500).GroupBy(row => string.Join(' ', Applied(None.Crop(2), Digits, row))).ToDictionary(group => group.Key, group => group.Count());
        // Each of 5 × 5 moves leaves an image of its own; five standard deviations around 100.
        Assert.Equal(25, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 51, 149));
        Assert.Contains("1 2 3 4 5 6 7 8 9", counts.Keys);
        Assert.Contains("5 6 0 8 9 0 0 0 0", counts.Keys);
        Assert.Contains("0 0 1 0 0 4 0 0 7", counts.Keys);
    }

    [Fact]
    public void WhatComesFromOutside_IsTheFill()
    {
        Assert.Equal([0.5f, 1, 2, 0.5f, 4, 5, 0.5f, 7, 8], Moved(Digits, 3, 3, Affine.Shift(-1, 0), fill: 0.5f));
        var image = Applied(new Augmentation(1, 3, 3) { Fill = -1 }.Translate(3, 3), Digits, row: 4);
        Assert.Contains(-1f, image);
    }

    [Fact]
    public void Places_BetweenPixels_AreInterpolated()
    {
        Assert.Equal([1.5f, 2.5f, 1.5f, 4.5f, 5.5f, 3, 7.5f, 8.5f, 4.5f], Moved(Digits, 3, 3, Affine.Shift(0.5, 0)));
        Assert.Equal([1.75f, 2.75f, 3.75f, 4.75f, 5.75f, 6.75f, 5.25f, 6, 6.75f], Moved(Digits, 3, 3, Affine.Shift(0, 0.25)));
    }

    [Fact]
    public void APositiveAngle_TurnsCounterclockwise()
    {
        // The draw that gives a quarter turn: u = 1 of ±90 degrees.
        var quarter = new Rotation(90).Draw((1, 0, 0, 0));
        float[] expected = [3, 6, 9, 2, 5, 8, 1, 4, 7];
        Assert.All(Moved(Digits, 3, 3, quarter).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        // Not square: the image turns around its centre all the same.
        Assert.All(Moved([1, 2, 3, 4, 5], 1, 5, new Rotation(180).Draw((1, 0, 0, 0))).Zip([5f, 4, 3, 2, 1]), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void AFactorOfTwo_ShowsTheMiddleTwiceAsLarge()
    {
        var doubled = new Scaling(2, 2).Draw((0, 0, 0, 0));
        Assert.Equal([2f, 2.5f, 3, 3.5f, 4], Moved([1, 2, 3, 4, 5], 1, 5, doubled));
        Assert.Equal([0f, 1, 3, 5, 0], Moved([1, 2, 3, 4, 5], 1, 5, new Scaling(0.5f, 0.5f).Draw((0, 0, 0, 0))));
    }

    [Fact]
    public void Movements_InARow_AreOne()
    {
        // First to the right by one, then mirrored: 1 stands in the middle.
        Assert.Equal([2f, 1, 0, 5, 4, 0, 8, 7, 0], Moved(Digits, 3, 3, Affine.Shift(-1, 0).Then(new Flip(true, 1).Draw(default))));
        // First mirrored, then to the right.
        Assert.Equal([0f, 3, 2, 0, 6, 5, 0, 9, 8], Moved(Digits, 3, 3, new Flip(true, 1).Draw(default).Then(Affine.Shift(-1, 0))));
        var turned = new Rotation(30).Draw((1, 0, 0, 0));
        var back = turned.Then(new Rotation(30).Draw((0, 0, 0, 0)));
        Assert.All(Moved(Digits, 3, 3, back).Zip(Digits), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
    }

    [Fact]
    public void Erase_FillsARectangle()
    {
        var augmentation = new Augmentation(2, 20, 30) { Fill = -1 }.Erase(1, 0.1f, 0.2f);
        float[] image = [.. Enumerable.Repeat(1f, 1200)];
        for (var row = 0; row < 50; row++)
        {
            var erased = Applied(augmentation, image, row);
            Assert.Equal(erased[..600], erased[600..]);
            var holes = Enumerable.Range(0, 600).Where(i => erased[i] == -1).Select(i => (Row: i / 30, Column: i % 30)).ToArray();
            var (height, width) = (holes.Max(hole => hole.Row) - holes.Min(hole => hole.Row) + 1, holes.Max(hole => hole.Column) - holes.Min(hole => hole.Column) + 1);
            Assert.Equal(height * width, holes.Length);
            // Sides are rounded.
            Assert.InRange(holes.Length, 45, 145);
            Assert.InRange(height / (float)width, 0.25f, 4f);
        }

        Assert.Equal(image, Applied(new Augmentation(2, 20, 30).Erase(0), image));
        Assert.InRange(Enumerable.Range(0, 1000).Count(row => Applied(new Augmentation(2, 20, 30).Erase(), image, row).Contains(0)), 421, 579);
    }

    [Fact]
    public void AnImage_DependsOnSeedEpochAndRowAlone()
    {
        var augmentation = new Augmentation(1, 8, 8).Rotate(20).Translate(2, 2).Erase();
        float[] image = [.. Enumerable.Range(0, 64).Select(i => i / 64f)];
        var augmented = Applied(augmentation, image, row: 5, epoch: 2);
        Assert.Equal(augmented, Applied(augmentation, image, row: 5, epoch: 2));
        Assert.NotEqual(augmented, Applied(augmentation, image, row: 6, epoch: 2));
        Assert.NotEqual(augmented, Applied(augmentation, image, row: 5, epoch: 3));
        Assert.NotEqual(augmented, Applied(augmentation, image, row: 5, epoch: 2, seed: 2));
    }

    [Fact]
    public void Bits_AreTheSameOnEveryMachine()
    {
        var augmentation = new Augmentation(1, 12, 12).Rotate(30).Scale(0.8f, 1.2f).Crop(2).FlipHorizontally().Translate(1.5f, 1.5f).Erase();
        float[] image = [.. Enumerable.Range(0, 144).Select(i => i * 37 % 144 / 143f)];
        var bytes = MemoryMarshal.AsBytes<float>(Enumerable.Range(0, 20).SelectMany(row => Applied(augmentation, image, row)).ToArray());
        Assert.Equal("1D30E3AD158ECCAB", Convert.ToHexString(SHA256.HashData(bytes))[..16]);
    }

    [Fact]
    public void MixingShares_AreOfTheBetaDistribution()
    {
        foreach (var alpha in (float[])[0.2f, 1, 3])
        {
            var shares = Enumerable.Range(0, 20_000).Select(row => (double)MixUp.DrawShare(new AugmentationRandom(1, 1, row), alpha)).ToArray();
            Assert.All(shares, share => Assert.InRange(share, 0, 1));
            // Mean 1/2, variance 1 / (4 (2α + 1)); five standard errors and more.
            var variance = 1 / (4 * (2 * alpha + 1));
            Assert.Equal(0.5, shares.Average(), 5 * Math.Sqrt(variance / 20_000));
            Assert.Equal(variance, shares.Average(share => (share - 0.5) * (share - 0.5)), 0.03 * variance);
        }
    }

    private static readonly ObjectiveLayout[] Objectives = [NumberedBatches.Objective("Loss", new ColumnLayout("inputs", 9), new ColumnLayout("targets", 4))];

    private static DataSet Images(int count) => DataSet.Of(
        DataColumn.Of([.. Enumerable.Range(0, 9 * count).Select(i => i * 31 % 97 / 97f)], 9), DataColumn.Of([.. Enumerable.Range(0, count).Select(i => i % 4)])).OneHot(4);

    private static List<float[]> Batches(Augmentation augmentation, int epochs = 2, int firstEpoch = 1, int firstBatch = 0, DataSet? data = null)
    {
        using var reader = new BatchReader(data ?? Images(50), "data", Objectives, new Batching(8, Seed: 3, IsShuffled: true, Epochs: epochs, Augmentation: augmentation));
        var batches = new List<float[]>();
        for (var epoch = firstEpoch; epoch <= epochs; epoch++)
        {
            reader.Begin(epoch, epoch == firstEpoch ? firstBatch : 0);
            while (reader.Read(Cancellation))
                batches.AddRange(reader.ColumnsOf(0)[0].ToArray(), reader.ColumnsOf(0)[1].ToArray());
        }

        return batches;
    }

    [Fact]
    public void Batches_AreAugmentedByTheirRows_AndInterruptedRunsGoOnAlike()
    {
        var augmentation = None.Rotate(40).FlipHorizontally().MixUp();
        var batches = Batches(augmentation);
        Assert.Equal(2 * 2 * 7, batches.Count);
        Assert.Equal(batches, Batches(augmentation));
        Assert.Equal(batches[(2 * 3)..], Batches(augmentation, firstBatch: 3));
        Assert.Equal(batches[(2 * (7 + 2))..], Batches(augmentation, firstEpoch: 2, firstBatch: 2));
        Assert.NotEqual(batches, Batches(augmentation.Rotate(1)));

        // Without mixing, a sample is what Apply makes of it.
        var order = Enumerable.Range(0, 50).ToArray();
        Shuffling.Shuffle(order, seed: 3, round: 1);
        var first = Batches(None.Rotate(40))[0];
        Assert.Equal(Applied(None.Rotate(40), Images(50).Floats(0, order[5]).ToArray(), row: order[5], seed: 3), first[(5 * 9)..(6 * 9)]);
    }

    [Fact]
    public void MixUp_MixesImagesAndTargetsAlike()
    {
        // The image of a sample is its target, so that it stays so.
        float[] oneHot = [.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Range(0, 9).Select(j => j == i % 4 ? 1f : 0))];
        var data = DataSet.Of(DataColumn.Of(oneHot, 9), DataColumn.Of([.. Enumerable.Range(0, 30).Select(i => i % 4)])).OneHot(4);
        var batches = Batches(None.MixUp(1), epochs: 1, data: data);
        var mixed = 0;
        for (var batch = 0; batch < batches.Count; batch += 2)
        {
            for (var sample = 0; sample < batches[batch].Length / 9; sample++)
            {
                var targets = batches[batch + 1][(4 * sample)..(4 * sample + 4)];
                Assert.Equal(targets, batches[batch][(9 * sample)..(9 * sample + 4)]);
                Assert.Equal(1, targets.Sum(), 1e-6f);
                mixed += targets.Max() < 0.999f ? 1 : 0;
            }
        }

        Assert.InRange(mixed, 10, 30);
    }

    [Fact]
    public void Training_SeesAugmentedImages_OnAnyNumberOfThreads()
    {
        var (inputs, targets) = Samples.Line(200);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 16, Augmentation = new Augmentation(1, 1, 2).FlipHorizontally() };
        Assert.Equal(Weights(options), Weights(options));
        Assert.NotEqual(Weights(options), Weights(options with { Augmentation = null }));

        float[] Weights(TrainingOptions options)
        {
            var engine = new LinearModel(2, 1, ScoreKind.None).NewEngine();
            engine.Train(DataSet.Of(inputs, targets, 200), options: options, cancellation: Cancellation);
            return engine.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void WhatDoesNotFit_IsRefused()
    {
        Assert.Contains("images of 1 × 3 × 4, 12 floats a sample; 'inputs' takes 9 floats.", Refused(new Augmentation(1, 3, 4)).Message);
        Assert.Contains("for column 2, the model takes 2 columns.", Refused(new Augmentation(1, 3, 3) { Column = 2 }).Message);
        var engine = new LinearModel(3, 3, ScoreKind.Logits).NewEngine();
        var data = DataSet.Of(new float[6], new int[2]);
        var mixing = new TrainingOptions { Augmentation = new Augmentation(3, 1, 1).MixUp() };
        Assert.Contains(
            "'labels' takes class indices",
            Assert.Throws<ArgumentException>("Augmentation", () => engine.Train(data, options: mixing, cancellation: Cancellation)).Message);

        static ArgumentException Refused(Augmentation augmentation) => Assert.Throws<ArgumentException>("Augmentation", () => Batches(augmentation));
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>("height", () => new Augmentation(1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => None.Crop(0));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => None.FlipHorizontally(1.5f));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => None.FlipVertically(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("degrees", () => None.Rotate(-1));
        Assert.Throws<ArgumentOutOfRangeException>("from", () => None.Scale(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>("to", () => None.Scale(1, 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>("vertical", () => None.Translate(1, 4));
        Assert.Throws<ArgumentOutOfRangeException>("largest", () => None.Erase(1, 0.5f, 0.4f));
        Assert.Contains("Expected 0.001 to 4.", Assert.Throws<ArgumentOutOfRangeException>("alpha", () => None.MixUp(0)).Message);
        Assert.Contains("Expected 9 values, 1 × 3 × 3, got 8.", Assert.Throws<ArgumentException>("image", () => Applied(None, new float[8])).Message);
        Assert.Throws<ArgumentException>("augmented", () => None.Apply(new float[9], new float[8], 0, 1, 0));
    }
}
