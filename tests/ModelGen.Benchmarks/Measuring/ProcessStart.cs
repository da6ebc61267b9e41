using System.Diagnostics;
using System.Globalization;
using ModelGen.Benchmarks.Peer;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>What a new process pays before its first training step is done, and its memory after a hundred: LeNet-5, batch 32.</summary>
/// <param name="Milliseconds">From the process's start to the end of the step.</param>
/// <param name="PeakMebibytes">The largest working set.</param>
internal readonly record struct ProcessStart(double Milliseconds, double PeakMebibytes)
{
    private const int Rounds = 9;

    /// <summary>Medians of several starts of each program, in turn.</summary>
    /// <param name="executables">Our program, by the form in which it was published.</param>
    /// <returns>By form, and TorchSharp's, the better of one and two threads; without what failed to start.</returns>
    public static (IReadOnlyDictionary<StartupForm, ProcessStart> Ours, ProcessStart? Peer) Measure(IReadOnlyDictionary<StartupForm, string> executables)
    {
        List<(StartupForm? Form, Func<Process> Start)> programs = [.. executables.Select(entry => ((StartupForm?)entry.Key, (Func<Process>)(() => ChildProcess.StartProgram(entry.Value))))];
        foreach (var threads in new[] { "1", "2" })
            programs.Add((null, () => ChildProcess.Start([PeerStartup.Argument], new Dictionary<string, string> { ["OMP_NUM_THREADS"] = threads })));

        var starts = programs.Select(_ => new List<ProcessStart>()).ToArray();
        // The first round reads the files from the disk.
        for (var round = 0; round <= Rounds; round++)
        {
            for (var program = 0; program < programs.Count; program++)
            {
                if (One(programs[program].Start) is { } start && round > 0)
                    starts[program].Add(start);
            }
        }

        var medians = programs.Zip(starts).Where(pair => pair.Second.Count == Rounds).Select(pair => (pair.First.Form, Start: pair.Second.OrderBy(start => start.Milliseconds).ElementAt(Rounds / 2))).ToArray();
        return (
            medians.Where(median => median.Form is not null).ToDictionary(median => median.Form!, median => median.Start),
            medians.Where(median => median.Form is null).Select(median => (ProcessStart?)median.Start).MinBy(start => start!.Value.Milliseconds));
    }

    private static ProcessStart? One(Func<Process> start)
    {
        var began = Stopwatch.GetTimestamp();
        using var process = start();
        if (process.StandardOutput.ReadLine() is null)
            return null;
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var bytes = process.StandardOutput.ReadLine();
        // Its end takes time, which the next program must not share.
        process.WaitForExit();
        return bytes is not null ? new ProcessStart(milliseconds, long.Parse(bytes, CultureInfo.InvariantCulture) / 1048576.0) : null;
    }
}
