using System.Diagnostics;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Reads a data set batch by batch, epoch by epoch; ahead and on other threads where the samples are not at hand, or are augmented. After the first batch
/// nothing is allocated.
/// </summary>
internal sealed class BatchReader : IDisposable
{
    private readonly BatchSource source;
    private readonly BatchRing? ring;
    private Batch batch;
    private long waited;

    /// <summary>Whether the next batch is the first after a jump, for which there was no time to read ahead.</summary>
    private bool isFirst;

    /// <summary>Where the next batch is read; nothing before the first, and after a failure.</summary>
    private (int Epoch, int Batch)? position;

    /// <summary>Checks the data set against the objectives, and makes room for batches.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="name">The parameter that it came as.</param>
    /// <param name="objectives">What takes the batches.</param>
    /// <param name="batching">How samples become batches.</param>
    /// <exception cref="ArgumentException">The data set's columns are not the model's, or it has fewer samples than a batch needs.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class index or a target out of range.</exception>
    public BatchReader(DataSet data, string name, ObjectiveLayout[] objectives, Batching batching)
    {
        var layout = new BatchLayout(name, objectives);
        data = data.AddLengths(layout);
        layout.Check(data);
        source = data.Open(layout, batching);
        if (batching.Augmentation is { } augmentation)
            source = new AugmentedSource(source, layout, augmentation, batching.Seed);
        ring = data.IsInMemory && batching.Augmentation is null ? null : new BatchRing(source, layout, batching.Epochs);
        batch = ring is null ? source.NewBatch() : new Batch(layout, size: 0);
    }

    /// <summary>Batches of an epoch; nothing where only its end tells.</summary>
    public int? Batches => source.Batches;

    /// <summary>Samples of the batch read last.</summary>
    public int Count => batch.Count;

    /// <summary>Time spent waiting for batches that are read ahead, but for the first after a jump.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, waited);

    /// <summary>Goes to a batch of an epoch, from wherever it is: what is read then is what an undisturbed run would read there.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">Batches of it that are done.</param>
    public void Begin(int epoch, int batch = 0)
    {
        if (ring is null)
        {
            source.Begin(epoch, batch);
        }
        else if (position != (epoch, batch))
        {
            ring.Begin(epoch, batch);
            position = (epoch, batch);
            isFirst = true;
        }
    }

    /// <summary>Reads the next batch, which holds until the next call; false at the epoch's end.</summary>
    /// <param name="cancellation">Ends a wait for samples.</param>
    /// <exception cref="ArgumentException">Streamed samples that are fewer than a batch needs, or out of range.</exception>
    /// <exception cref="InvalidDataException">A streamed sample of another width than the model's.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public bool Read(CancellationToken cancellation = default) => ring is null ? ReadNow() : ReadAhead(ring, cancellation);

    /// <summary>What an objective takes of the batch read last.</summary>
    public Columns ColumnsOf(int objective) => batch.ColumnsOf(objective);

    /// <summary>Says which value of the batch read last is the first that is not finite; nothing where all are.</summary>
    public string? DescribeNotFinite() => batch.DescribeNotFinite();

    public void Dispose()
    {
        if (ring is null)
            source.Dispose();
        else
            ring.Dispose();
    }

    private bool ReadNow()
    {
        if (!source.TryChoose(batch))
            return false;
        source.Gather(batch);
        return true;
    }

    private bool ReadAhead(BatchRing ring, CancellationToken cancellation)
    {
        var (epoch, done) = position!.Value;
        // Should it fail, nothing more can be read before the next Begin.
        position = null;
        var started = Stopwatch.GetTimestamp();
        var next = ring.Read(out var isLate, cancellation);
        if (isLate && !isFirst)
            waited += Stopwatch.GetTimestamp() - started;
        isFirst = false;
        position = next is null ? (epoch + 1, 0) : (epoch, done + 1);
        batch = next ?? batch;
        return next is not null;
    }
}
