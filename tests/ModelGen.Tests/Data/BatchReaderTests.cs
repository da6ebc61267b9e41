using Xunit;

namespace ModelGen.Tests.Data;

public sealed class BatchReaderTests
{
    private static BatchReader Reader(int count, Batching batching) => NumberedBatches.Reader(NumberedBatches.InMemory(count), batching);

    [Fact]
    public void Batches_FollowTheDatasOrder_TheLastBeingSmaller()
    {
        var reader = Reader(7, new Batching(3));
        Assert.Equal(3, reader.Batches);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], NumberedBatches.Epoch(reader, 1));
        Assert.False(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], NumberedBatches.Epoch(reader, 2));
    }

    [Fact]
    public void Batches_LeaveOutALastOneThatIsTooSmall()
    {
        var reader = Reader(7, new Batching(3, Minimum: 2));
        Assert.Equal(2, reader.Batches);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], NumberedBatches.Epoch(reader, 1));
    }

    [Fact]
    public void ABatch_MayBeAllTheData()
    {
        Assert.Equal([Enumerable.Range(0, 5)], NumberedBatches.Epoch(Reader(5, new Batching(int.MaxValue)), 1));
    }

    [Fact]
    public void EachEpoch_ShufflesTheOrderOfTheOneBefore()
    {
        var order = Enumerable.Range(0, 20).ToArray();
        var reader = Reader(20, new Batching(6, Seed: 5, IsShuffled: true));
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Shuffling.Shuffle(order, seed: 5, epoch);
            Assert.Equal(order, NumberedBatches.Epoch(reader, epoch).SelectMany(batch => batch));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    [InlineData(4, 0)]
    [InlineData(4, 4)]
    public void Begin_GoesWhereAnUndisturbedRunWouldBe(int epoch, int batch)
    {
        var batching = new Batching(6, Seed: 9, IsShuffled: true);
        var undisturbed = Reader(20, batching);
        for (var before = 1; before < epoch; before++)
            NumberedBatches.Epoch(undisturbed, before);
        var expected = NumberedBatches.Epoch(undisturbed, epoch)[batch..];

        Assert.Equal(expected, NumberedBatches.Epoch(Reader(20, batching), epoch, batch));
        // Back from later as well.
        NumberedBatches.Epoch(undisturbed, 6);
        Assert.Equal(expected, NumberedBatches.Epoch(undisturbed, epoch, batch));
    }

    [Fact]
    public void NotFinite_IsFoundWhereItStands()
    {
        var data = DataSet.Of([1, 2, 3, float.NegativeInfinity, 5, float.NaN], [0, 1, 2]);
        var reader = new BatchReader(data, "validation", NumberedBatches.Objectives, new Batching(1));
        reader.Begin(1);
        Assert.True(reader.Read(TestContext.Current.CancellationToken));
        Assert.Null(reader.DescribeNotFinite());
        Assert.True(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal("'inputs' of row 1 of 'validation' holds -Infinity as its value 1.", reader.DescribeNotFinite());
        Assert.True(reader.Read(TestContext.Current.CancellationToken));
        Assert.Equal("'inputs' of row 2 of 'validation' holds NaN as its value 1.", reader.DescribeNotFinite());
    }
}
