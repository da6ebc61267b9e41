using ModelGen.Runtime;

namespace ModelGen;

/// <summary>Reads a data set batch by batch, epoch by epoch. A batch allocates nothing.</summary>
internal sealed class BatchReader
{
    private readonly BatchSource source;
    private readonly Batch batch;

    /// <summary>Checks the data set against the objectives, and makes room for a batch.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="name">The parameter that it came as.</param>
    /// <param name="objectives">What takes the batches.</param>
    /// <param name="batching">How samples become batches.</param>
    /// <exception cref="ArgumentException">The data set's columns are not the model's, or it has fewer samples than a batch needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public BatchReader(DataSet data, string name, ObjectiveLayout[] objectives, Batching batching)
    {
        var layout = new BatchLayout(name, objectives);
        layout.Check(data);
        source = new RowSource(data, name, batching);
        batch = new Batch(layout, Math.Min(batching.Size, data.Count));
    }

    /// <summary>Batches of an epoch; nothing where only its end tells.</summary>
    public int? Batches => source.Batches;

    /// <summary>Samples of the batch read last.</summary>
    public int Count => batch.Count;

    /// <summary>Goes to a batch of an epoch, from wherever it is: what is read then is what an undisturbed run would read there.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">Batches of it that are done.</param>
    public void Begin(int epoch, int batch = 0) => source.Begin(epoch, batch);

    /// <summary>Reads the next batch, which holds until the next call; false at the epoch's end.</summary>
    public bool Read()
    {
        if (!source.TryChoose(batch))
            return false;
        source.Gather(batch);
        return true;
    }

    /// <summary>What an objective takes of the batch read last.</summary>
    public Columns ColumnsOf(int objective) => batch.ColumnsOf(objective);

    /// <summary>Says which value of the batch read last is the first that is not finite; nothing where all are.</summary>
    public string? DescribeNotFinite() => batch.DescribeNotFinite();
}
