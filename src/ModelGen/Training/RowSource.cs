using System.Runtime.InteropServices;

namespace ModelGen;

/// <summary>Batches of a data set whose rows are read in any order.</summary>
internal sealed class RowSource : BatchSource
{
    private readonly DataSet data;
    private readonly Batching batching;
    private readonly int[] order;

    /// <summary>[samples]: the lengths of sequences, by which samples of a batch are alike; nothing where there are none.</summary>
    private readonly int[]? lengths;

    /// <summary>The epoch that the order is of; 0 for the data's own.</summary>
    private int shuffled;

    private int next;

    /// <param name="data">The data set, whose columns are those of the batches.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="batching">How samples become batches.</param>
    /// <exception cref="ArgumentException">Fewer samples than a batch needs.</exception>
    public RowSource(DataSet data, BatchLayout layout, Batching batching)
        : base(layout)
    {
        if (data.Count < batching.Minimum)
            throw layout.TooFew(batching.Minimum, data.Count);
        this.data = data;
        this.batching = batching;
        order = [.. Enumerable.Range(0, data.Count)];
        lengths = LengthsOf(data, layout);
        Batches = data.Count / batching.Size + (data.Count % batching.Size >= batching.Minimum ? 1 : 0);
        LargestBatch = Math.Min(batching.Size, data.Count);
    }

    public override int? Batches { get; }

    public override int LargestBatch { get; }

    public override void Begin(int epoch, int batch)
    {
        if (batching.IsShuffled && lengths is not null)
            LengthBatches.Order(lengths, order, batching.Size, batching.Seed, epoch);
        else if (batching.IsShuffled)
            ShuffleFor(epoch);
        next = checked(batch * batching.Size);
    }

    public override bool TryChoose(Batch batch)
    {
        var count = Math.Min(batching.Size, order.Length - next);
        if (count < batching.Minimum)
            return false;
        var rows = batch.Choose(count);
        for (var i = 0; i < count; i++)
            rows[i] = order[next + i];
        next += count;
        return true;
    }

    public override void Gather(Batch batch)
    {
        var rows = batch.Rows;
        for (var column = 0; column < Layout.Columns.Length; column++)
        {
            for (var i = 0; i < rows.Length; i++)
                data.Read(column, (int)rows[i], batch.Place(column, i, data.CountOf(column, (int)rows[i])));
        }
    }

    /// <summary>Each epoch shuffles the order of the one before.</summary>
    private void ShuffleFor(int epoch)
    {
        if (epoch < shuffled)
        {
            for (var i = 0; i < order.Length; i++)
                order[i] = i;
            shuffled = 0;
        }

        while (shuffled < epoch)
            Shuffling.Shuffle(order, batching.Seed, ++shuffled);
    }

    /// <summary>The number of each sample's steps in all its sequences.</summary>
    private static int[]? LengthsOf(DataSet data, BatchLayout layout)
    {
        if (layout.Sequences == 0)
            return null;
        var lengths = new int[data.Count];
        for (var column = 0; column < layout.Columns.Length; column++)
        {
            for (var row = 0; layout.Columns[column].IsLengths && row < lengths.Length; row++)
                lengths[row] += MemoryMarshal.Cast<float, int>(data.Words(column, row))[0];
        }

        return lengths;
    }
}
