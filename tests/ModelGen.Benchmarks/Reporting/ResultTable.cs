using System.Globalization;
using Spectre.Console;

namespace ModelGen.Benchmarks.Reporting;

/// <summary>Shows the results: a table on a terminal, Markdown elsewhere.</summary>
internal static class ResultTable
{
    // Wide enough that no cell wraps: a Markdown cell is one line.
    private const int RedirectedWidth = 250;

    public static void Write(IReadOnlyList<RowResult> results, IReadOnlyList<int> threads)
    {
        var table = NewTable();
        table.AddColumn(Left("row"));
        foreach (var contestant in new[] { "ours", "TorchSharp" })
        {
            foreach (var count in threads)
                table.AddColumn(Right($"{contestant} ×{count}"));
        }

        table.AddColumns(Right("times faster"), Right("GFLOP/s or GB/s"), Right("share of peak or copy"));

        foreach (var result in results)
        {
            table.AddRow([
                result.Row.Name,
                .. threads.Select(count => Milliseconds(result.Ours[count])),
                .. threads.Select(count => result.Peer.TryGetValue(count, out var peer) ? Milliseconds(peer) : "–"),
                Number(result.Ratio),
                Number(result.Rate),
                result.ShareOfPeak?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–"]);
        }

        AnsiConsole.Write(table);
    }

    /// <summary>What a call costs a process that makes it for the first time, and the later calls in memory.</summary>
    public static void WriteFirstCalls(IReadOnlyList<RowResult> results) => Write(
        "row",
        [.. results.Select(result => (result.Row.Name, new[]
        {
            Number(result.OurFirst?.Milliseconds), Number(result.PeerFirst?.Milliseconds),
            Number(result.OurFirst?.PeakMebibytes), Number(result.PeerFirst?.PeakMebibytes),
            result.AllocatedBytes.ToString("0", CultureInfo.InvariantCulture),
        }))],
        "our first call, ms", "TorchSharp's, ms", "our peak memory, MiB", "TorchSharp's, MiB", "bytes we allocate a later call");

    public static void Write(string title, IReadOnlyList<(string Name, string[] Values)> rows, params string[] columns)
    {
        var table = NewTable();
        table.AddColumn(Left(title));
        foreach (var column in columns)
            table.AddColumn(Right(column));
        foreach (var (name, values) in rows)
            table.AddRow([name, .. values]);
        AnsiConsole.Write(table);
    }

    /// <summary>Three significant digits, never in exponential form.</summary>
    public static string Number(double value) => value switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>A dash where nothing was measured.</summary>
    public static string Number(double? value) => value is { } number ? Number(number) : "–";

    private static string Milliseconds(double value) => value < 0.1 ? value.ToString("0.000000", CultureInfo.InvariantCulture) : Number(value);

    private static TableColumn Left(string header) => new TableColumn(header).NoWrap();

    private static TableColumn Right(string header) => new TableColumn(header).NoWrap().RightAligned();

    private static Table NewTable()
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = RedirectedWidth;
        return new Table { Border = Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded };
    }
}
