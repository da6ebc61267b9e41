using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace ModelGen.Runtime;

/// <summary>
/// The process's threads for training and inference. The caller works too; a caller that finds the pool busy with another's job works alone. Which thread does which piece
/// is left to chance, so a job's result must not depend on it. A run allocates nothing.
/// </summary>
internal sealed class WorkerPool
{
    private const long Sequence = 1L << 32;

    /// <summary>
    /// So long after a job, 50 µs, a thread waits awake: to hand work to a waiting thread takes 1 µs, to wake a parked one costs the caller some 35, and the pauses between
    /// the jobs of a training loop are mostly shorter (measured on two cores of an EPYC of the fifth generation).
    /// </summary>
    private static readonly long AwakeTicks = Stopwatch.Frequency / 20_000;

    private readonly object parking = new();
    private int threads, busy, parked;

    // The open job; written while none is open, read by who has joined.
    private Job? job;
    private int count, next, helpers;
    private Exception? failure;
    private long parts;

    /// <summary>High half: how often a job was opened or closed, odd while one is open. Low half: the helpers that have joined it and not yet left.</summary>
    private long ticket;

    public static WorkerPool Shared { get; } = new();

    /// <summary>How often a thread beside the caller did a part of a job.</summary>
    public long Parts => Volatile.Read(ref parts);

    /// <summary>Does all pieces of a job on up to <paramref name="threads"/> threads and returns when all are done. What a piece throws is thrown here, after the others are done.</summary>
    public void Run(Job job, int count, int threads)
    {
        var helpers = Math.Min(threads, count) - 1;
        if (helpers <= 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (var i = 0; i < count; i++)
                job.Execute(i, worker: 0);
            return;
        }

        RunOwned(job, count, helpers);
    }

    /// <summary>Does the pieces of a job at the same time, each on a thread of its own, so that they may wait for each other. What a piece throws is thrown here, after the others are done.</summary>
    /// <returns>Whether it was done; not where the pool is busy with another's job.</returns>
    public bool TryRunTogether(Job job, int count)
    {
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
            return false;
        RunOwned(job, count, count - 1);
        return true;
    }

    private static bool IsOpen(long ticket) => (ticket & Sequence) != 0;

    private static bool IsNew(long ticket, long seen) => IsOpen(ticket) && ticket >> 32 != seen;

    private void RunOwned(Job job, int count, int helpers)
    {
        Exception? thrown;
        try
        {
            StartThreads(helpers);
            Open(job, count, helpers);
            _ = TakePieces(worker: 0);
            Close();
            thrown = failure;
        }
        finally
        {
            this.job = null;
            failure = null;
            Volatile.Write(ref busy, 0);
        }

        if (thrown is not null)
            ExceptionDispatchInfo.Throw(thrown);
    }

    private void StartThreads(int helpers)
    {
        for (; threads < helpers; threads++)
        {
            var worker = threads + 1;
            new Thread(() => Serve(worker)) { IsBackground = true, Name = $"ModelGen {worker}" }.UnsafeStart();
        }
    }

    private void Open(Job job, int count, int helpers)
    {
        this.job = job;
        this.count = count;
        this.helpers = helpers;
        next = 0;
        Interlocked.Add(ref ticket, Sequence);
        if (Volatile.Read(ref parked) > 0)
        {
            lock (parking)
                Monitor.PulseAll(parking);
        }
    }

    /// <summary>A helper that has not joined by now is not waited for: there is nothing left for it to do.</summary>
    private void Close()
    {
        Interlocked.Add(ref ticket, Sequence);
        var wait = default(SpinWait);
        while ((int)Volatile.Read(ref ticket) != 0)
            wait.SpinOnce(sleep1Threshold: -1);
    }

    /// <summary>Does pieces until none is left, and says how many.</summary>
    private int TakePieces(int worker)
    {
        var taken = 0;
        for (int index; (index = Interlocked.Increment(ref next) - 1) < count; taken++)
        {
            try
            {
                job!.Execute(index, worker);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, exception, null);
            }
        }

        return taken;
    }

    private void Serve(int worker)
    {
        for (long seen = 0; ;)
        {
            var open = AwaitAfter(seen);
            // The exchange fails where the job was closed or somebody else joined meanwhile: look again.
            if (worker > helpers)
            {
                seen = open >> 32;
            }
            else if (Interlocked.CompareExchange(ref ticket, open + 1, open) == open)
            {
                seen = open >> 32;
                if (TakePieces(worker) > 0)
                    Interlocked.Increment(ref parts);
                Interlocked.Decrement(ref ticket);
            }
        }
    }

    private long AwaitAfter(long seen)
    {
        while (true)
        {
            for (var asleepAt = Stopwatch.GetTimestamp() + AwakeTicks; Stopwatch.GetTimestamp() < asleepAt; Thread.SpinWait(1))
            {
                var current = Volatile.Read(ref ticket);
                if (IsNew(current, seen))
                    return current;
            }

            Park(seen);
        }
    }

    /// <summary>Sleeps until a job is opened. Who is woken for one that is done by then stays awake for the next: of jobs shorter than a waking it would otherwise miss all.</summary>
    private void Park(long seen)
    {
        lock (parking)
        {
            // Counted before the ticket is looked at, as Open raises the ticket before it looks at the count: one of the two sees the other.
            Interlocked.Increment(ref parked);
            if (!IsNew(Volatile.Read(ref ticket), seen))
                Monitor.Wait(parking);
            Interlocked.Decrement(ref parked);
        }
    }
}
