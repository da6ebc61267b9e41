using CsCheck;
using Xunit;

namespace ModelGen.Tests.Data;

public sealed class RaggedTests
{
    private static readonly Gen<int[][]> Samples = Gen.Int[-9, 9].Array[0, 7].Array[0, 40];

    private static int[][] Rows(Ragged<int> ragged) => [.. Enumerable.Range(0, ragged.Count).Select(row => ragged[row].ToArray())];

    [Fact]
    public void Samples_AreConcatenated()
    {
        var ragged = Ragged.Of<float>([[1, 2], [], [3]]);
        Assert.Equal([1, 2, 3], ragged.Values.ToArray());
        Assert.Equal([2, 0, 1], ragged.Lengths.ToArray());
        Assert.Equal((3, 2), (ragged.Count, ragged.MaximumLength));
        Assert.Equal([3], ragged[2].ToArray());
        Assert.Equal(0, Ragged.Of<int>([]).MaximumLength);
    }

    [Fact]
    public void Parts_AreWhatTheirRowsSay() => Samples.Sample(samples =>
    {
        var ragged = Ragged.Of(samples);
        Assert.Equal(samples, Rows(ragged));
        Assert.Equal(samples, Rows(Ragged.Of(ragged.Values.ToArray(), ragged.Lengths.ToArray())));
        var (first, others) = ragged.Split(samples.Length / 3);
        Assert.Equal(samples[..(samples.Length / 3)], Rows(first));
        Assert.Equal(samples[(samples.Length / 3)..], Rows(others));
        Assert.Equal(samples.Reverse(), Rows(ragged.Select([.. Enumerable.Range(0, samples.Length).Reverse()])));
    });

    [Fact]
    public void Shuffle_HasTheOrderOfADataSet()
    {
        var ragged = Ragged.Of(Enumerable.Range(0, 20).Select(row => Enumerable.Repeat(row, row % 3 + 1).ToArray()));
        var data = DataSet.Of(DataColumn.Of([.. Enumerable.Range(0, 20)])).Shuffle(seed: 5);
        Assert.Equal(Enumerable.Range(0, 20).Select(data.Label), Rows(ragged.Shuffle(seed: 5)).Select(row => row[0]));
        Assert.NotEqual(Rows(ragged), Rows(ragged.Shuffle(seed: 5)));
    }

    [Fact]
    public void Arguments_AreChecked()
    {
        Assert.Contains("Expected 3 values", Assert.Throws<ArgumentException>("values", () => Ragged.Of([1, 2], [1, 2])).Message);
        Assert.Contains("sample 1", Assert.Throws<ArgumentOutOfRangeException>("lengths", () => Ragged.Of([1, 2], [3, -1])).Message);
        Assert.Contains("Sample 1", Assert.Throws<ArgumentException>("samples", () => Ragged.Of<int>([[1], null!])).Message);
        var ragged = Ragged.Of<int>([[1], [2, 3]]);
        Assert.Throws<ArgumentOutOfRangeException>("row", () => ragged[2].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>("row", () => ragged.Select(-1));
        Assert.Throws<ArgumentOutOfRangeException>("first", () => ragged.Split(3));
    }

    [Fact]
    public void Batches_HaveEachSampleOnce_AndAreNotLargerThanAsked() =>
        Gen.Select(Gen.Int[0, 50].Array[0, 300], Gen.Int[1, 40], Gen.Int, Gen.Int[0, 5], Gen.Int[1, 4]).Sample((lengths, size, seed, epoch, pool) =>
        {
            var batches = LengthBatches.Of(lengths, size, seed, epoch, pool);
            Assert.Equal(Enumerable.Range(0, lengths.Length), batches.SelectMany(batch => batch).Order());
            Assert.Equal((lengths.Length + size - 1) / size, batches.Count);
            Assert.All(batches, batch => Assert.InRange(batch.Length, 1, size));
            Assert.Equal(batches, LengthBatches.Of(lengths, size, seed, epoch, pool));
        });

    [Fact]
    public void Batches_WasteLittle_AndDifferByEpoch()
    {
        int[] lengths = [.. Enumerable.Range(0, 2000).Select(row => 1 + row * 7919 % 60)];
        int[][] unsorted = [.. Enumerable.Range(0, lengths.Length).Chunk(32)];
        Assert.InRange(LengthBatches.PaddingShare(lengths, unsorted), 0.4, 0.6);
        var batches = LengthBatches.Of(lengths, 32, seed: 1);
        Assert.InRange(LengthBatches.PaddingShare(lengths, batches), 0, 0.02);
        Assert.NotEqual(batches, LengthBatches.Of(lengths, 32, seed: 1, epoch: 1));
        Assert.NotEqual(batches, LengthBatches.Of(lengths, 32, seed: 2));
        // Not from short to long: the order of the batches is shuffled as well.
        Assert.NotEqual(batches.Select(batch => lengths[batch[0]]).Order(), batches.Select(batch => lengths[batch[0]]));
    }

    [Fact]
    public void PaddingShare_IsWhatIsNotFilled()
    {
        Assert.Equal(0.2, LengthBatches.PaddingShare([1, 3, 2, 2], [[0, 1], [2], [3]]), 12);
        Assert.Equal(0, LengthBatches.PaddingShare([], []));
        Assert.Throws<ArgumentOutOfRangeException>("batches", () => LengthBatches.PaddingShare([1], [[1]]));
        Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => LengthBatches.Of([1], 0, seed: 1));
        Assert.Throws<ArgumentOutOfRangeException>("poolBatches", () => LengthBatches.Of([1], 1, seed: 1, poolBatches: 0));
    }
}
