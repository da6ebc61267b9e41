using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// Batches of samples that come one after the other: each is drawn from a buffer, into whose place the next one comes, as seed, epoch and count decide.
/// </summary>
internal sealed class StreamSource : BatchSource
{
    /// <summary>The second word of the key: "STRM".</summary>
    private const uint Key = 0x5354524D;

    private readonly SampleStream stream;
    private readonly Batching batching;
    private readonly CancellationTokenSource cancellation = new();
    private readonly Batch buffer;
    private readonly int capacity;
    private SampleCursor? cursor;
    private int epoch, held;
    private long taken, drawn;

    /// <param name="stream">The samples.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="batching">How samples become batches.</param>
    public StreamSource(SampleStream stream, BatchLayout layout, Batching batching)
        : base(layout)
    {
        this.stream = stream;
        this.batching = batching;
        capacity = batching.IsShuffled ? stream.ShuffleBuffer : 1;
        buffer = new Batch(layout, capacity);
        buffer.Choose(capacity);
    }

    public override int? Batches => null;

    public override int LargestBatch => batching.Size;

    public override void Begin(int epoch, int batch)
    {
        cursor?.Dispose();
        cursor = stream.Open(cancellation.Token);
        this.epoch = epoch;
        (held, taken, drawn) = (0, 0, 0);
        for (var skipped = (long)batch * batching.Size; skipped > 0 && TryDraw(out var place); skipped--)
            Replace(place);
    }

    public override bool TryChoose(Batch batch)
    {
        var rows = batch.Choose(batching.Size);
        var count = 0;
        for (; count < rows.Length && TryDraw(out var place); count++)
        {
            rows[count] = buffer.Rows[place];
            for (var column = 0; column < Layout.Columns.Length; column++)
                buffer.Words(column, place).CopyTo(batch.Words(column, count));
            Replace(place);
        }

        batch.Choose(count);
        if (taken == 0)
            throw Layout.Empty();
        if (taken < batching.Minimum)
            throw Layout.TooFew(batching.Minimum, taken);
        return count >= batching.Minimum;
    }

    public override void Cancel() => cancellation.Cancel();

    public override void Dispose()
    {
        cursor?.Dispose();
        cancellation.Dispose();
    }

    /// <summary>Fills the buffer as far as there are samples, and decides on one.</summary>
    private bool TryDraw(out int place)
    {
        while (held < capacity && cursor!.MoveNext())
            Take();
        var word = Philox.Generate((uint)drawn, (uint)(drawn >> 32), (uint)epoch, 0, unchecked((uint)batching.Seed), Key).Word0;
        place = (int)((ulong)word * (uint)held >> 32);
        drawn++;
        return held > 0;
    }

    private void Take()
    {
        for (var column = 0; column < Layout.Columns.Length; column++)
        {
            var words = buffer.Words(column, held);
            var actual = cursor!.Read(column, words);
            var shape = stream.Shapes[column] with { Width = actual };
            if (actual != words.Length)
                throw new InvalidDataException($"'{Layout.Columns[column].Name}' of row {taken} of '{Layout.Name}' has {shape}; expected {words.Length}.");
            Layout.Check(column, taken, words);
        }

        buffer.Rows[held++] = taken++;
    }

    /// <summary>The last sample of the buffer comes into the place of one that is gone.</summary>
    private void Replace(int place)
    {
        held--;
        if (place == held)
            return;
        buffer.Rows[place] = buffer.Rows[held];
        for (var column = 0; column < Layout.Columns.Length; column++)
            buffer.Words(column, held).CopyTo(buffer.Words(column, place));
    }
}
