using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Jumps at any moment, with threads that are anywhere then.</summary>
public sealed class ReadingAheadTests
{
    [Fact]
    public void Jumps_AtAnyMoment_ReadWhatAnUndisturbedRunReads()
    {
        var data = NumberedBatches.Streamed(200, shuffleBuffer: 50);
        var batching = new Batching(7, Seed: 1, IsShuffled: true, Epochs: 5);
        var expected = new List<List<int[]>>();
        using (var undisturbed = NumberedBatches.Reader(data, batching))
        {
            for (var epoch = 1; epoch <= 5; epoch++)
                expected.Add(NumberedBatches.Epoch(undisturbed, epoch));
        }

        var random = new Random(7);
        using var reader = NumberedBatches.Reader(data, batching);
        for (var jump = 0; jump < 300; jump++)
        {
            var (epoch, batch) = (random.Next(5), random.Next(29));
            reader.Begin(epoch + 1, batch);
            var last = Math.Min(29, batch + random.Next(25));
            for (; batch < last; batch++)
            {
                Assert.True(reader.Read(TestContext.Current.CancellationToken));
                Assert.Equal(expected[epoch][batch], NumberedBatches.Samples(reader));
            }

            if (random.Next(4) == 0)
                Thread.Yield();
        }
    }

    [Fact]
    public void Readers_MayBeLetGoOf_AtAnyMoment()
    {
        for (var attempt = 0; attempt < 100; attempt++)
        {
            using var reader = NumberedBatches.Reader(NumberedBatches.Streamed(1000, shuffleBuffer: 10), new Batching(5, Epochs: 3));
            reader.Begin(1);
            for (var i = 0; i < attempt % 7; i++)
                Assert.True(reader.Read(TestContext.Current.CancellationToken));
            Assert.Equal(attempt % 7 == 0 ? 0 : 5, reader.Count);
        }
    }
}
