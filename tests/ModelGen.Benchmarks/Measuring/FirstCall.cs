using System.Diagnostics;
using System.Globalization;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>A row in a process of its own.</summary>
/// <param name="Milliseconds">The first call, the just-in-time compiler's work and lazy initialization included; the model and the data are made before.</param>
/// <param name="PeakMebibytes">The largest working set during some calls.</param>
internal readonly record struct FirstCall(double Milliseconds, double PeakMebibytes)
{
    public const string Ours = "--first-call-ours", Peer = "--first-call-peer";

    private const int Calls = 20;

    /// <summary>Measures one side of a row; null where that fails.</summary>
    public static FirstCall? Measure(string side, BenchmarkRow row)
    {
        using var process = ChildProcess.Start([side, row.Name], new Dictionary<string, string>());
        var numbers = process.StandardOutput.ReadLine()?.Split(' ');
        return numbers is [var milliseconds, var bytes]
            ? new FirstCall(double.Parse(milliseconds, CultureInfo.InvariantCulture), long.Parse(bytes, CultureInfo.InvariantCulture) / 1048576.0)
            : null;
    }

    /// <summary>The child's side.</summary>
    public static void Run(string side, string name)
    {
        var row = Catalogue.Rows.Single(row => row.Name == name);
        using var contestant = side == Ours ? row.Ours() : row.Peer();
        var start = Stopwatch.GetTimestamp();
        contestant.Run(0);
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        for (var call = 1; call < Calls; call++)
            contestant.Run(call);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:R} {process.PeakWorkingSet64}"));
    }
}
