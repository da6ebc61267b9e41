using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

public sealed class BatchReaderTests
{
    private static readonly ObjectiveLayout[] Objectives =
    [
        new("First", [new ColumnLayout("inputs", 2), new ColumnLayout("labels", 1, Classes: 100)], null, 0, 0, 0, [], 0, 0, false, 1),
        new("Second", [new ColumnLayout("labels", 1, Classes: 100)], null, 0, 0, 0, [], 0, 0, false, 1),
    ];

    /// <summary>Sample i has the inputs i and −i, and the label i.</summary>
    private static DataSet Numbered(int count) =>
        DataSet.Of([.. Enumerable.Range(0, count).SelectMany(i => (float[])[i, -i])], [.. Enumerable.Range(0, count)]);

    private static BatchReader Reader(int count, Batching batching) => new(Numbered(count), "data", Objectives, batching);

    private static int[] LabelsOf(BatchReader reader)
    {
        var columns = reader.ColumnsOf(0);
        Assert.Equal(2 * reader.Count, columns[0].Length);
        Assert.Equal(columns[1], reader.ColumnsOf(1)[0]);
        var labels = new int[reader.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = BitConverter.SingleToInt32Bits(columns[1][i]);
            Assert.Equal((labels[i], -labels[i]), (columns[0][2 * i], columns[0][2 * i + 1]));
        }

        return labels;
    }

    private static List<int[]> Rest(BatchReader reader)
    {
        var batches = new List<int[]>();
        while (reader.Read())
            batches.Add(LabelsOf(reader));
        return batches;
    }

    private static List<int[]> Epoch(BatchReader reader, int epoch, int batch = 0)
    {
        reader.Begin(epoch, batch);
        return Rest(reader);
    }

    [Fact]
    public void Batches_FollowTheDatasOrder_TheLastBeingSmaller()
    {
        var reader = Reader(7, new Batching(3));
        Assert.Equal(3, reader.Batches);
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], Epoch(reader, 1));
        Assert.False(reader.Read());
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], Epoch(reader, 2));
    }

    [Fact]
    public void Batches_LeaveOutALastOneThatIsTooSmall()
    {
        var reader = Reader(7, new Batching(3, Minimum: 2));
        Assert.Equal(2, reader.Batches);
        Assert.Equal([[0, 1, 2], [3, 4, 5]], Epoch(reader, 1));
    }

    [Fact]
    public void ABatch_MayBeAllTheData()
    {
        Assert.Equal([Enumerable.Range(0, 5)], Epoch(Reader(5, new Batching(int.MaxValue)), 1));
    }

    [Fact]
    public void EachEpoch_ShufflesTheOrderOfTheOneBefore()
    {
        var order = Enumerable.Range(0, 20).ToArray();
        var reader = Reader(20, new Batching(6, Seed: 5, IsShuffled: true));
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            Shuffling.Shuffle(order, seed: 5, epoch);
            Assert.Equal(order, Epoch(reader, epoch).SelectMany(batch => batch));
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
            Epoch(undisturbed, before);
        var expected = Epoch(undisturbed, epoch)[batch..];

        Assert.Equal(expected, Epoch(Reader(20, batching), epoch, batch));
        // Back from later as well.
        Epoch(undisturbed, 6);
        Assert.Equal(expected, Epoch(undisturbed, epoch, batch));
    }

    [Fact]
    public void NotFinite_IsFoundWhereItStands()
    {
        var data = DataSet.Of([1, 2, 3, float.NegativeInfinity, 5, float.NaN], [0, 1, 2]);
        var reader = new BatchReader(data, "validation", Objectives, new Batching(1));
        reader.Begin(1);
        Assert.True(reader.Read());
        Assert.Null(reader.DescribeNotFinite());
        Assert.True(reader.Read());
        Assert.Equal("'inputs' of row 1 of 'validation' holds -Infinity.", reader.DescribeNotFinite());
        Assert.True(reader.Read());
        Assert.Equal("'inputs' of row 2 of 'validation' holds NaN.", reader.DescribeNotFinite());
    }
}
