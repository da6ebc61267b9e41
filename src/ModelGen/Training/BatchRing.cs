using System.Runtime.ExceptionServices;

namespace ModelGen;

/// <summary>
/// Reads batches ahead, on threads of its own, into a ring of memory that is used again and again. Batches are chosen one after the other and gathered side
/// by side, so that what is read depends neither on the threads nor on who is faster.
/// </summary>
internal sealed class BatchRing : IDisposable
{
    /// <summary>
    /// The ring's slots follow from a batch's size, so that it takes up to 64 MiB; but no more than 32: of LeNet-5's steps they outlast 8 ms, in which a busy machine
    /// has time to wake a thread (with 16, such steps waited now and then).
    /// </summary>
    private const int Floats = 16 << 20, FewestSlots = 2, MostSlots = 32;

    private static readonly TimeSpan CancellationInterval = TimeSpan.FromMilliseconds(20);

    private readonly BatchSource source;
    private readonly int epochs;
    private readonly Slot[] slots;
    private readonly Action<Slot> choose, gather;

    /// <summary>Held by the thread that chooses.</summary>
    private readonly object choosing = new();

    /// <summary>Guards all that follows.</summary>
    private readonly object gate = new();

    private Thread[] threads = [];

    /// <summary>
    /// Numbers of the next batch to be chosen, and of the one that is read or comes to be read next; a slot holds every <c>slots.Length</c>-th.
    /// </summary>
    private long chosen, read;

    /// <summary>Where the source must go before it chooses; nothing where it goes on.</summary>
    private (int Epoch, int Batch)? start;

    private int epoch, working, parked;
    private bool isHeld, isAwaited, isHalted = true, isStopped;

    /// <param name="source">Where batches come from.</param>
    /// <param name="layout">The columns.</param>
    /// <param name="epochs">The last epoch.</param>
    public BatchRing(BatchSource source, BatchLayout layout, int epochs)
    {
        this.source = source;
        this.epochs = epochs;
        (choose, gather) = (Choose, Gather);
        var floats = source.LargestBatch * (long)Math.Max(1, layout.Columns.Sum(column => column.Width));
        slots = new Slot[Math.Clamp(Floats / floats, FewestSlots, MostSlots)];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new Slot(source.NewBatch());
    }

    /// <summary>Starts again at a batch of an epoch.</summary>
    public void Begin(int epoch, int batch)
    {
        lock (gate)
        {
            isHalted = true;
            while (working > 0)
                Await();
            foreach (var slot in slots)
                slot.Empty();
            (chosen, read, isHeld) = (0, 0, false);
            start = (epoch, batch);
            isHalted = false;
            Monitor.PulseAll(gate);
        }

        if (threads.Length == 0)
            Start();
    }

    /// <summary>Takes the next batch, and gives the one before back; nothing at an epoch's end.</summary>
    /// <param name="isLate">Whether the batch was not ready.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Batch? Read(out bool isLate, CancellationToken cancellation)
    {
        lock (gate)
        {
            Release();
            var slot = slots[read % slots.Length];
            isLate = !slot.IsReady;
            while (!slot.IsReady)
            {
                cancellation.ThrowIfCancellationRequested();
                Await();
            }

            slot.Failure?.Throw();
            isHeld = true;
            if (!slot.IsEnd)
                return slot.Batch;
            Release();
            return null;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isStopped = true;
            Monitor.PulseAll(gate);
        }

        source.Cancel();
        foreach (var thread in threads)
            thread.Join();
        source.Dispose();
    }

    private void Start()
    {
        threads = new Thread[Math.Min(ModelGenThreads.Count, slots.Length - 1)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"ModelGen data {i + 1}" };
            threads[i].UnsafeStart();
        }
    }

    /// <summary>Gives the batch that was read back. To wake a thread costs the reader's thread a while, so it happens once for many batches.</summary>
    private void Release()
    {
        if (!isHeld)
            return;
        slots[read % slots.Length].Empty();
        read++;
        isHeld = false;
        if (parked > 0 && chosen - read <= slots.Length / 2)
            Monitor.PulseAll(gate);
    }

    private void Await()
    {
        isAwaited = true;
        Monitor.Wait(gate, CancellationInterval);
        isAwaited = false;
    }

    private void Work()
    {
        while (TryChoose() is { } slot)
        {
            if (slot is { IsEnd: false, Failure: null })
                Try(slot, gather);
            Finish(slot);
        }
    }

    /// <summary>The next batch, chosen but not gathered; nothing when all ends.</summary>
    private Slot? TryChoose()
    {
        lock (choosing)
        {
            if (AwaitRoom() is not { } slot)
                return null;
            Try(slot, choose);
            lock (gate)
            {
                chosen++;
                isHalted |= slot.Failure is not null || (slot.IsEnd && start is null);
            }

            return slot;
        }
    }

    private Slot? AwaitRoom()
    {
        lock (gate)
        {
            while (!isStopped && (isHalted || chosen - read >= slots.Length))
            {
                parked++;
                Monitor.Wait(gate);
                parked--;
            }

            if (isStopped)
                return null;
            working++;
            return slots[chosen % slots.Length];
        }
    }

    private void Choose(Slot slot)
    {
        if (start is var (first, done))
        {
            start = null;
            epoch = first;
            source.Begin(first, done);
        }

        slot.IsEnd = !source.TryChoose(slot.Batch);
        if (slot.IsEnd && epoch < epochs)
            start = (epoch + 1, 0);
    }

    private void Gather(Slot slot) => source.Gather(slot.Batch);

    private static void Try(Slot slot, Action<Slot> action)
    {
        try
        {
            action(slot);
        }
        catch (Exception exception)
        {
            slot.Failure = ExceptionDispatchInfo.Capture(exception);
        }
    }

    private void Finish(Slot slot)
    {
        lock (gate)
        {
            slot.IsReady = true;
            working--;
            if (isAwaited)
                Monitor.PulseAll(gate);
        }
    }

    /// <summary>A place of the ring.</summary>
    private sealed class Slot(Batch batch)
    {
        public Batch Batch => batch;

        public bool IsReady { get; set; }

        /// <summary>Whether the epoch ends in place of a batch.</summary>
        public bool IsEnd { get; set; }

        public ExceptionDispatchInfo? Failure { get; set; }

        public void Empty() => (IsReady, IsEnd, Failure) = (false, false, null);
    }
}
