using System.Globalization;

namespace ModelGen.Benchmarks.Reporting;

/// <summary>The results as comma-separated values; what was not measured is empty.</summary>
internal static class CsvFile
{
    public static void Write(string path, IEnumerable<RowResult> results) => File.WriteAllLines(path,
    [
        "row,ours_ms,torchsharp_ms,ratio,share_of_peak",
        .. results.Select(result => string.Create(CultureInfo.InvariantCulture, $"{result.Row.Name},{result.OursBest:G6},{result.PeerBest:G6},{result.Ratio:G4},{result.ShareOfPeak:G4}")),
    ]);
}
