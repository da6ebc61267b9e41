using ModelGen.Benchmarks.Measuring;
using ModelGen.Benchmarks.Peer;
using ModelGen.Benchmarks.Reporting;

namespace ModelGen.Benchmarks;

/// <summary>The whole run: measures the chosen rows and writes the tables.</summary>
internal static class Benchmark
{
    private const string StartupRow = "start LeNet-5", GeneratorRow = "generator", CodeRow = "code", AugmentationRow = "augmentation";

    private static readonly int[] Threads = [1, 2];

    /// <summary>Runs; the process's exit code.</summary>
    public static int Run(string[] arguments)
    {
        if (Options.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(Options.Usage);
            return 1;
        }

        var results = MeasureRows([.. Catalogue.Rows.Where(row => options.Rows.IsMatch(row.Name))]);
        var startups = MeasureStartups([.. StartupForm.All.Where(form => options.Rows.IsMatch(NameOf(form)))]);
        if (options.CsvPath is { } path)
            CsvFile.Write(path, results.Select(result => new CsvLine(result.Row.Name, result.OursBest, result.PeerBest, result.ShareOfPeak)).Concat(startups));

        var augmentations = AugmentationWait.Augmentations.Where(augmentation => options.Rows.IsMatch($"{AugmentationRow} {augmentation.Key}")).ToArray();
        if (augmentations.Length > 0)
        {
            ResultTable.Write(
                "LeNet-5, batch 64, 2 threads, augmented while steps run", [.. augmentations.Select(augmentation => (augmentation.Key, Cells(AugmentationWait.Measure(augmentation.Value))))],
                "ms a step", "waited for data, ms an epoch of 200 steps", "waited in the longest of 20 epochs, ms");
        }

        var networks = GeneratorTime.Networks.Where(network => options.Rows.IsMatch($"{GeneratorRow} {network}")).ToArray();
        if (networks.Length > 0)
            ResultTable.Write(GeneratorRow, [.. networks.Select(network => (network, Cells(GeneratorTime.Measure(network))))], "whole, warm, ms", "a keystroke elsewhere, ms", "analysis at a keystroke, ms", "characters emitted");
        if (options.Rows.IsMatch(CodeRow))
            ResultTable.Write("emitted code", [.. CodeSize.MeasureAll().Select(size => (size.Model, Cells(size)))], ["characters", .. CodeSize.Widths.Select(width => $"bytes of IL, {width} bits")]);
        return 0;
    }

    private static List<RowResult> MeasureRows(BenchmarkRow[] rows)
    {
        var results = new List<RowResult>();
        if (rows.Length == 0)
            return results;
        var (multiplyAdds, copied) = (Threads.ToDictionary(count => count, _ => 0.0), Threads.ToDictionary(count => count, _ => 0.0));
        using var ours = new LocalTurns(row => row.Ours(), count => ModelGenThreads.Count = count);
        using var peer = PeerProcess.Start(keepsFreedMemory: false, out var problem);
        using var peerKeepingMemory = PeerProcess.Start(keepsFreedMemory: true, out _);
        if (problem is not null)
            Console.WriteLine($"TorchSharp cannot be loaded, so only our own numbers follow (libtorch needs the libstdc++ of GCC 13 or newer): {problem}");

        var entrants = new List<Entrant>();
        foreach (var count in Threads)
        {
            entrants.Add(new("ours", ours, count));
            entrants.AddRange(new[] { peer, peerKeepingMemory }.OfType<PeerProcess>().Select(process => new Entrant("TorchSharp", process, count)));
        }

        foreach (var row in rows)
        {
            Console.Error.WriteLine($"… {row.Name}");

            // At every row, and the largest counts: another process's load at a single moment would make the peak too low.
            foreach (var count in Threads)
            {
                multiplyAdds[count] = Math.Max(multiplyAdds[count], MultiplyAddPeak.Measure(count));
                copied[count] = Math.Max(copied[count], CopyPeak.Measure(count));
            }

            var times = PairedRunner.Run(row, entrants);
            results.Add(new(row, Best(times, "ours"), Best(times, "TorchSharp"), row.Bytes > 0 ? copied : multiplyAdds, ours.AllocatedBytes(row, Threads[^1]))
            {
                OurFirst = FirstCall.Measure(FirstCall.Ours, row),
                PeerFirst = peer is null ? null : FirstCall.Measure(FirstCall.Peer, row),
            });
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors; peak of multiply-adds: {PerSecond(multiplyAdds)} billion a second; a copy of a million floats reads and writes {PerSecond(copied)} GB/s.");
        Console.WriteLine("Milliseconds a call, ×1 and ×2 threads; the better one counts, for TorchSharp also the better of two allocator settings.");
        ResultTable.Write(results, Threads);
        Console.WriteLine("A process of its own for each: the first call, with the just-in-time compiler's work, and the largest working set.");
        ResultTable.WriteFirstCalls(results);
        return results;
    }

    // By number of threads, the best of the entrants of one name: TorchSharp runs under two allocator settings.
    private static Dictionary<int, double> Best(IReadOnlyDictionary<Entrant, double> times, string name) => times
        .Where(entry => entry.Key.Name == name)
        .GroupBy(entry => entry.Key.Threads)
        .ToDictionary(group => group.Key, group => group.Min(entry => entry.Value));

    private static List<CsvLine> MeasureStartups(StartupForm[] forms)
    {
        var executables = new Dictionary<StartupForm, string>();
        var lines = new List<(string, string[])>();
        foreach (var form in forms)
        {
            Console.Error.WriteLine($"… publishing for {form.Name}");
            if (form.Publish(out var problem) is { } executable)
                executables.Add(form, executable);
            else
                lines.Add(($"{form.Name} cannot be published: {problem}", ["–", "–", "–", "–", "–"]));
        }

        if (forms.Length == 0)
            return [];
        var (ours, peer) = ProcessStart.Measure(executables);
        var results = ours.Select(entry => new CsvLine(NameOf(entry.Key), entry.Value.Milliseconds, peer?.Milliseconds, ShareOfPeak: null)).ToList();
        var rows = ours.Zip(results).Select(pair => (pair.First.Key.Name, new[]
        {
            ResultTable.Number(pair.First.Value.Milliseconds), ResultTable.Number(peer?.Milliseconds), ResultTable.Number(pair.Second.Ratio),
            ResultTable.Number(pair.First.Value.PeakMebibytes), ResultTable.Number(peer?.PeakMebibytes),
        }));
        ResultTable.Write(
            "LeNet-5, batch 32, a new process: first step done after", [.. rows, .. lines],
            "ours, ms", "TorchSharp, ms", "times faster", "our peak memory, MiB", "TorchSharp's");
        return results;
    }

    private static string NameOf(StartupForm form) => $"{StartupRow} {form.Name}";

    private static string PerSecond(IReadOnlyDictionary<int, double> peak) => string.Join(" and ", peak.Select(entry => $"{ResultTable.Number(entry.Value / 1e9)} on {entry.Key}"));

    private static string[] Cells(GeneratorTime time) =>
        [ResultTable.Number(time.WholeMilliseconds), ResultTable.Number(time.KeystrokeMilliseconds), ResultTable.Number(time.AnalysisMilliseconds), $"{time.Characters:N0}"];

    private static string[] Cells(AugmentationWait wait) =>
        [ResultTable.Number(wait.StepMilliseconds), ResultTable.Number(wait.WaitedMilliseconds), ResultTable.Number(wait.LongestMilliseconds)];

    private static string[] Cells(CodeSize size) => [$"{size.Characters:N0}", .. CodeSize.Widths.Select(width => $"{size.CodeBytes[width]:N0}")];
}
