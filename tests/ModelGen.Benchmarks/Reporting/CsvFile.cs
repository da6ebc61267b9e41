using System.Globalization;

namespace ModelGen.Benchmarks.Reporting;

/// <summary>A row's result, in milliseconds.</summary>
internal sealed record CsvLine(string Row, double Ours, double? Peer, double? ShareOfPeak)
{
    /// <summary>How many times faster ours is.</summary>
    public double? Ratio => Peer / Ours;
}

/// <summary>The results as comma-separated values; what was not measured is empty.</summary>
internal static class CsvFile
{
    public static void Write(string path, IEnumerable<CsvLine> lines) => File.WriteAllLines(path,
    [
        "row,ours_ms,torchsharp_ms,ratio,share_of_peak",
        .. lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Row},{line.Ours:G6},{line.Peer:G6},{line.Ratio:G4},{line.ShareOfPeak:G4}")),
    ]);
}
