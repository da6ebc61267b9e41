using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Batches of samples that can be told apart: sample i has the inputs i and −i, and the label i.</summary>
internal static class NumberedBatches
{
    public static readonly ObjectiveLayout[] Objectives =
    [
        Objective("First", new ColumnLayout("inputs", 2), new ColumnLayout("labels", 1, Classes: 1000)),
        Objective("Second", new ColumnLayout("labels", 1, Classes: 1000)),
    ];

    public static ObjectiveLayout Objective(string name, params ColumnLayout[] columns) => new(name, columns, null, 0, 0, 0, [], 0, MinimumBatch: 1) { Optimizer = "Sgd", Hyperparameters = [] };

    public static DataSet InMemory(int count) =>
        DataSet.Of([.. Enumerable.Range(0, count).SelectMany(i => (float[])[i, -i])], [.. Enumerable.Range(0, count)]);

    public static DataSet Streamed(int count, int shuffleBuffer = 1) => Streamed(Enumerable.Range(0, count), shuffleBuffer);

    public static DataSet Streamed(IEnumerable<int> samples, int shuffleBuffer = 1) => DataSet.Stream(samples, shuffleBuffer, new(2, i => new float[] { i, -i }), new(i => i));

    public static BatchReader Reader(DataSet data, Batching batching) => new(data, "data", Objectives, batching);

    /// <summary>The samples of each batch from one of an epoch on.</summary>
    public static List<int[]> Epoch(BatchReader reader, int epoch, int batch = 0)
    {
        reader.Begin(epoch, batch);
        var batches = new List<int[]>();
        while (reader.Read(TestContext.Current.CancellationToken))
            batches.Add(Samples(reader));
        return batches;
    }

    /// <summary>The samples of the batch read last.</summary>
    public static int[] Samples(BatchReader reader)
    {
        var columns = reader.ColumnsOf(0);
        Assert.Equal(2 * reader.Count, columns[0].Length);
        Assert.Equal(columns[1], reader.ColumnsOf(1)[0]);
        var samples = new int[reader.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = BitConverter.SingleToInt32Bits(columns[1][i]);
            Assert.Equal((samples[i], -samples[i]), (columns[0][2 * i], columns[0][2 * i + 1]));
        }

        return samples;
    }
}
