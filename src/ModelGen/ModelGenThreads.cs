using System.Globalization;

namespace ModelGen;

/// <summary>How many threads training and inference use, for all models of the process together. No result depends on it.</summary>
public static class ModelGenThreads
{
    private static int count = int.TryParse(Environment.GetEnvironmentVariable("MODELGEN_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) && set > 0
        ? set
        : Environment.ProcessorCount;

    /// <summary>Threads, the caller's included; 1 for none but the caller's. From the environment variable <c>MODELGEN_THREADS</c>, otherwise the number of processors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public static int Count
    {
        get => Volatile.Read(ref count);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Volatile.Write(ref count, value);
        }
    }
}
