using System.Diagnostics;
using System.Globalization;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>What a process pays before its first training step is done, and its memory after a hundred: LeNet-5, batch 32.</summary>
/// <param name="FirstStepMilliseconds">From the process's start.</param>
/// <param name="PeakMebibytes">The largest working set.</param>
internal readonly record struct Startup(double FirstStepMilliseconds, double PeakMebibytes)
{
    public const string Ours = "--first-step-ours", Peer = "--first-step-peer";

    private const int Steps = 100;

    /// <summary>In a process of its own; null where that fails.</summary>
    public static Startup? Measure(string contestant)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = ChildProcess.Start([contestant], new Dictionary<string, string>());
        if (process.StandardOutput.ReadLine() is null)
            return null;
        var firstStep = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return process.StandardOutput.ReadLine() is { } bytes ? new Startup(firstStep, long.Parse(bytes, CultureInfo.InvariantCulture) / 1048576.0) : null;
    }

    /// <summary>The child's side.</summary>
    public static void Run(string contestant)
    {
        var row = Catalogue.OfStartup.Row(batch: 32, isTraining: true);
        using var subject = contestant == Ours ? row.Ours() : row.Peer();
        subject.Run(0);
        Console.WriteLine("first step");
        for (var step = 1; step < Steps; step++)
            subject.Run(step);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(process.PeakWorkingSet64.ToString(CultureInfo.InvariantCulture));
    }
}
