using System.Diagnostics;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>Takes turns in this process. The contestant of the latest row is kept, so that a row's turns go on with one model.</summary>
internal sealed class LocalTurns(Func<BenchmarkRow, IContestant> create, Action<int> setThreads) : ITurnTaker, IDisposable
{
    private BenchmarkRow? current;
    private IContestant? contestant;
    private int iteration;

    public double Turn(BenchmarkRow row, int threads, int iterations)
    {
        setThreads(threads);
        if (contestant is null || row != current)
        {
            contestant?.Dispose();
            contestant = create(row);
            current = row;
        }

        var start = Stopwatch.GetTimestamp();
        for (var last = iteration + iterations; iteration < last; iteration++)
            contestant.Run(iteration);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / iterations;
    }

    /// <summary>Bytes that one call allocates on any thread, after the first ones.</summary>
    public double AllocatedBytes(BenchmarkRow row, int threads)
    {
        const int Calls = 100;
        Turn(row, threads, Calls);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Turn(row, threads, Calls);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / Calls;
    }

    public void Dispose() => contestant?.Dispose();
}
