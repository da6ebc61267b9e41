using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>The most multiply-adds a second that this machine does: fused ones, in its widest vectors, on registers alone.</summary>
internal static class MultiplyAddPeak
{
    private const int Iterations = 4_000_000, Repetitions = 40;

    // Enough independent chains to hide the latency of a multiply-add on two ports.
    private const int Accumulators = 10;

    /// <summary>Multiply-adds a second on so many threads at once: the best of several repetitions.</summary>
    public static double Measure(int threads)
    {
        var (kernel, lanes) = Vector512.IsHardwareAccelerated ? ((Func<float>)Run512, Vector512<float>.Count)
            : Vector256.IsHardwareAccelerated ? (Run256, Vector256<float>.Count)
            : (Run128, Vector128<float>.Count);
        var best = Enumerable.Range(0, Repetitions).Min(_ => Seconds(kernel, threads));
        return (double)Iterations * Accumulators * lanes * threads / best;
    }

    // From the first thread's start to the last one's end, by the threads' own clocks: the caller may be scheduled late.
    private static double Seconds(Func<float> kernel, int threads)
    {
        using var start = new Barrier(threads);
        var spans = new (long Began, long Ended)[threads];
        var workers = Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            var began = Stopwatch.GetTimestamp();
            kernel();
            spans[index] = (began, Stopwatch.GetTimestamp());
        })).ToArray();
        foreach (var worker in workers)
            worker.Start();
        foreach (var worker in workers)
            worker.Join();
        return Stopwatch.GetElapsedTime(spans.Min(span => span.Began), spans.Max(span => span.Ended)).TotalSeconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run512()
    {
        Vector512<float> factor = Vector512.Create(0.5f), a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            a = Vector512.FusedMultiplyAdd(a, factor, factor);
            b = Vector512.FusedMultiplyAdd(b, factor, factor);
            c = Vector512.FusedMultiplyAdd(c, factor, factor);
            d = Vector512.FusedMultiplyAdd(d, factor, factor);
            e = Vector512.FusedMultiplyAdd(e, factor, factor);
            f = Vector512.FusedMultiplyAdd(f, factor, factor);
            g = Vector512.FusedMultiplyAdd(g, factor, factor);
            h = Vector512.FusedMultiplyAdd(h, factor, factor);
            i = Vector512.FusedMultiplyAdd(i, factor, factor);
            j = Vector512.FusedMultiplyAdd(j, factor, factor);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run256()
    {
        Vector256<float> factor = Vector256.Create(0.5f), a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            a = Vector256.FusedMultiplyAdd(a, factor, factor);
            b = Vector256.FusedMultiplyAdd(b, factor, factor);
            c = Vector256.FusedMultiplyAdd(c, factor, factor);
            d = Vector256.FusedMultiplyAdd(d, factor, factor);
            e = Vector256.FusedMultiplyAdd(e, factor, factor);
            f = Vector256.FusedMultiplyAdd(f, factor, factor);
            g = Vector256.FusedMultiplyAdd(g, factor, factor);
            h = Vector256.FusedMultiplyAdd(h, factor, factor);
            i = Vector256.FusedMultiplyAdd(i, factor, factor);
            j = Vector256.FusedMultiplyAdd(j, factor, factor);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Run128()
    {
        Vector128<float> factor = Vector128.Create(0.5f), a = factor, b = factor, c = factor, d = factor, e = factor, f = factor, g = factor, h = factor, i = factor, j = factor;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            a = Vector128.FusedMultiplyAdd(a, factor, factor);
            b = Vector128.FusedMultiplyAdd(b, factor, factor);
            c = Vector128.FusedMultiplyAdd(c, factor, factor);
            d = Vector128.FusedMultiplyAdd(d, factor, factor);
            e = Vector128.FusedMultiplyAdd(e, factor, factor);
            f = Vector128.FusedMultiplyAdd(f, factor, factor);
            g = Vector128.FusedMultiplyAdd(g, factor, factor);
            h = Vector128.FusedMultiplyAdd(h, factor, factor);
            i = Vector128.FusedMultiplyAdd(i, factor, factor);
            j = Vector128.FusedMultiplyAdd(j, factor, factor);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
