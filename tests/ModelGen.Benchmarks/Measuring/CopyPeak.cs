using System.Diagnostics;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>The most bytes a second that this machine reads and writes when it copies a million floats.</summary>
internal static class CopyPeak
{
    private const int Values = 1 << 20, Repetitions = 60;

    /// <summary>Bytes a second, read and written, on so many threads at once: the best of several repetitions.</summary>
    public static double Measure(int threads)
    {
        var (from, to) = (new float[Values], new float[Values]);
        return 2.0 * sizeof(float) * Values / Enumerable.Range(0, Repetitions).Min(_ => Seconds(from, to, threads));
    }

    private static double Seconds(float[] from, float[] to, int threads)
    {
        using var start = new Barrier(threads);
        var spans = new (long Began, long Ended)[threads];
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            var (first, last) = (Values / threads * index, Values / threads * (index + 1));
            start.SignalAndWait();
            var began = Stopwatch.GetTimestamp();
            from.AsSpan(first..last).CopyTo(to.AsSpan(first..last));
            spans[index] = (began, Stopwatch.GetTimestamp());
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        return Stopwatch.GetElapsedTime(spans.Min(span => span.Began), spans.Max(span => span.Ended)).TotalSeconds;
    }
}
