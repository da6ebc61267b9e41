namespace ModelGen.Benchmarks.Measuring;

/// <summary>Somebody who runs a row when it is its turn.</summary>
internal interface ITurnTaker
{
    /// <summary>Runs a row so many times and returns the milliseconds that one call took on average.</summary>
    double Turn(BenchmarkRow row, int threads, int iterations);
}
