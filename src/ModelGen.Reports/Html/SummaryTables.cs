namespace ModelGen.Reports;

/// <summary>The tables in a generated model's <c>Summary</c>: dashes below each header, as long as its column is wide, and before a total.</summary>
internal static class SummaryTables
{
    /// <summary>The tables, in order; none in a text of another kind.</summary>
    public static IReadOnlyList<HtmlTable> Read(string summary)
    {
        var tables = new List<HtmlTable>();
        Range[] columns = [];
        var previous = "";
        foreach (var line in summary.Split('\n').Select(line => line.TrimEnd()))
        {
            if (!IsRule(line))
            {
                if (tables.Count > 0)
                    tables[^1].Add(Cells(line, columns));
            }
            else if (Columns(line) is var found && tables.Count > 0 && found.SequenceEqual(columns))
            {
                tables[^1].HasTotal = true;
            }
            else
            {
                // The line before was the header, and not a row of the table before.
                if (tables.Count > 0)
                    tables[^1].RemoveLast();
                columns = found;
                tables.Add(new HtmlTable(Cells(previous, columns)));
            }

            previous = line;
        }

        return tables;
    }

    private static bool IsRule(string line) => line.StartsWith("--", StringComparison.Ordinal) && line.All(character => character is '-' or ' ');

    private static Range[] Columns(string rule)
    {
        var columns = new List<Range>();
        var start = 0;
        foreach (var dashes in rule.Split("  "))
        {
            columns.Add(start..(start + dashes.Length));
            start += dashes.Length + 2;
        }

        return [.. columns];
    }

    private static string[] Cells(string line, Range[] columns) =>
        [.. columns.Select(column => line[Math.Min(column.Start.Value, line.Length)..Math.Min(column.End.Value, line.Length)].Trim())];
}
