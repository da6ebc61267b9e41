using System.Globalization;

namespace ModelGen;

/// <summary>A table as text: columns separated by commas, numbers as C# reads them back.</summary>
internal sealed class CsvTable
{
    private readonly List<string> lines = [];

    /// <summary>Adds a row; null is an empty field.</summary>
    public void Add(IEnumerable<object?> values) => lines.Add(string.Join(",", values.Select(value => Field(string.Create(CultureInfo.InvariantCulture, $"{value}")))));

    /// <summary>The rows.</summary>
    public override string ToString() => string.Join("\n", lines) + "\n";

    /// <summary>A field in quotes where it has what separates fields or rows (RFC 4180).</summary>
    private static string Field(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
