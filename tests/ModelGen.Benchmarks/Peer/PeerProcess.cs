using System.Diagnostics;
using System.Globalization;
using ModelGen.Benchmarks.Measuring;

namespace ModelGen.Benchmarks.Peer;

/// <summary>
/// TorchSharp in a process of its own, under one setting of glibc's allocator: by default it gives freed memory back to the system and faults it in again at
/// the next step, which some rows pay dearly for.
/// </summary>
internal sealed class PeerProcess : ITurnTaker, IDisposable
{
    private static readonly string[] AllocatorVariables = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"];

    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    /// <summary>Starts the process; null, and what libtorch said, where it cannot be loaded.</summary>
    public static PeerProcess? Start(bool keepsFreedMemory, out string? problem)
    {
        var process = ChildProcess.Start(["--peer"], keepsFreedMemory ? AllocatorVariables.ToDictionary(name => name, _ => "2000000000") : []);
        var answer = process.StandardOutput.ReadLine();
        problem = answer == PeerServer.Ready ? null : answer ?? "its process ended at once";
        if (problem is null)
            return new PeerProcess(process);
        process.Dispose();
        return null;
    }

    public double Turn(BenchmarkRow row, int threads, int iterations)
    {
        process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name}|{threads}|{iterations}"));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"TorchSharp's process ended during {row.Name}.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
