using System.Net;
using System.Text;

namespace ModelGen.Reports;

/// <summary>A table of texts; columns of numbers stand on the right.</summary>
/// <param name="header">The names of the columns.</param>
internal sealed class HtmlTable(params IReadOnlyList<string> header)
{
    private readonly List<string[]> rows = [];

    /// <summary>Rows.</summary>
    public int Count => rows.Count;

    /// <summary>Whether the last row sums up the others.</summary>
    public bool HasTotal { get; set; }

    /// <summary>One row more, of as many cells as the header has.</summary>
    public void Add(params string[] row) => rows.Add(row);

    /// <summary>Takes away the last row.</summary>
    public void RemoveLast() => rows.RemoveAt(rows.Count - 1);

    /// <summary>Writes it.</summary>
    public void AppendTo(StringBuilder html)
    {
        var isNumber = Enumerable.Range(0, header.Count).Select(IsNumber).ToArray();
        html.Append("<div class=\"wide\"><table>\n<thead>");
        Append(html, "th", header, isNumber);
        html.Append("</thead>\n<tbody>\n");
        foreach (var row in HasTotal ? rows.SkipLast(1) : rows)
            Append(html, "td", row, isNumber);
        html.Append("</tbody>\n");
        if (HasTotal)
        {
            html.Append("<tfoot>");
            Append(html, "td", rows[^1], isNumber);
            html.Append("</tfoot>\n");
        }

        html.Append("</table></div>\n");
    }

    private static void Append(StringBuilder html, string element, IReadOnlyList<string> cells, bool[] isNumber)
    {
        html.Append("<tr>");
        for (var column = 0; column < isNumber.Length; column++)
            html.Append($"<{element}{(isNumber[column] ? " class=\"number\"" : "")}>{WebUtility.HtmlEncode(cells[column])}</{element}>");
        html.Append("</tr>\n");
    }

    private bool IsNumber(int column) =>
        rows.Any(row => row[column] != "")
        && rows.All(row => row[column].All(character => char.IsAsciiDigit(character) || ",.-%– E".Contains(character)));
}
