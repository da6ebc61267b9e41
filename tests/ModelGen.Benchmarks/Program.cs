// Times ModelGen against TorchSharp.
//
//   dotnet run -c Release --project tests/ModelGen.Benchmarks [-- --rows PATTERN --csv PATH]
//
// libtorch needs the libstdc++ of GCC 13 or newer; without it only our own numbers are shown.
using ModelGen;
using ModelGen.Benchmarks;
using ModelGen.Benchmarks.Measuring;
using ModelGen.Benchmarks.Peer;
using ModelGen.Benchmarks.Reporting;

// Child processes of this program.
if (args is ["--peer"])
{
    PeerServer.Run();
    return 0;
}

if (args is [Startup.Ours or Startup.Peer])
{
    Startup.Run(args[0]);
    return 0;
}

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 1;
}

int[] threads = [1, 2];
var (multiplyAdds, copied) = (threads.ToDictionary(count => count, _ => 0.0), threads.ToDictionary(count => count, _ => 0.0));

using var ours = new LocalTurns(row => row.Ours(), count => ModelGenThreads.Count = count);
using var peer = PeerProcess.Start(keepsFreedMemory: false, out var problem);
using var peerKeepingMemory = PeerProcess.Start(keepsFreedMemory: true, out _);
if (problem is not null)
    Console.WriteLine($"TorchSharp cannot be loaded, so only our own numbers follow (libtorch needs the libstdc++ of GCC 13 or newer): {problem}");

var entrants = new List<Entrant>();
foreach (var count in threads)
{
    entrants.Add(new("ours", ours, count));
    entrants.AddRange(new[] { peer, peerKeepingMemory }.OfType<PeerProcess>().Select(process => new Entrant("TorchSharp", process, count)));
}

var results = new List<RowResult>();
foreach (var row in Catalogue.Rows.Where(row => options.Rows.IsMatch(row.Name)))
{
    Console.Error.WriteLine($"… {row.Name}");

    // At every row, and the largest counts: another process's load at a single moment would make the peak too low.
    foreach (var count in threads)
    {
        multiplyAdds[count] = Math.Max(multiplyAdds[count], MultiplyAddPeak.Measure(count));
        copied[count] = Math.Max(copied[count], CopyPeak.Measure(count));
    }

    var times = PairedRunner.Run(row, entrants);
    results.Add(new(row, Best(times, "ours"), Best(times, "TorchSharp"), row.Bytes > 0 ? copied : multiplyAdds, ours.AllocatedBytes(row, threads[^1])));
}

Console.WriteLine($"{Environment.ProcessorCount} processors; peak of multiply-adds: {PerSecond(multiplyAdds)} billion a second; a copy of a million floats reads and writes {PerSecond(copied)} GB/s.");
Console.WriteLine("Milliseconds a call, ×1 and ×2 threads; the better one counts, for TorchSharp also the better of two allocator settings.");
ResultTable.Write(results, threads);
if (options.CsvPath is { } path)
    CsvFile.Write(path, results);

string[] startupColumns = ["first step done after, ms", "peak memory, MiB"];
ResultTable.Write("LeNet-5, batch 32, a new process", [StartupRow("ours", Startup.Ours), StartupRow("TorchSharp", Startup.Peer)], startupColumns);

ResultTable.Write(
    "generator",
    [.. GeneratorTime.Networks.Select(network => (network, GeneratorRow(GeneratorTime.Measure(network))))],
    "whole, warm, ms", "a keystroke elsewhere, ms", "analysis at a keystroke, ms", "characters emitted");
return 0;

// By number of threads, the best of the entrants of one name: TorchSharp runs under two allocator settings.
static IReadOnlyDictionary<int, double> Best(IReadOnlyDictionary<Entrant, double> times, string name) => times
    .Where(entry => entry.Key.Name == name)
    .GroupBy(entry => entry.Key.Threads)
    .ToDictionary(group => group.Key, group => group.Min(entry => entry.Value));

static string PerSecond(IReadOnlyDictionary<int, double> peak) => string.Join(" and ", peak.Select(entry => $"{ResultTable.Number(entry.Value / 1e9)} on {entry.Key}"));

static (string, string[]) StartupRow(string name, string contestant) => Startup.Measure(contestant) is { } startup
    ? (name, [ResultTable.Number(startup.FirstStepMilliseconds), ResultTable.Number(startup.PeakMebibytes)])
    : (name, ["–", "–"]);

static string[] GeneratorRow(GeneratorTime time) =>
    [ResultTable.Number(time.WholeMilliseconds), ResultTable.Number(time.KeystrokeMilliseconds), ResultTable.Number(time.AnalysisMilliseconds), $"{time.Characters:N0}"];
