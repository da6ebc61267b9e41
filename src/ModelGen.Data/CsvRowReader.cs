using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ModelGen.Data;

/// <summary>The rows of a CSV file (RFC 4180, but without the spaces around a field), whose first line names the fields.</summary>
internal sealed class CsvRowReader : RowReader
{
    private readonly CsvParser parser;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="TableFormatException">The file is empty.</exception>
    public CsvRowReader(string path, CsvFormat format)
        : base(path)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = format.Delimiter.ToString(),
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => throw Unexpected(column: null, "a field that is quoted as a whole or not at all", $"'{bad.Field}'"),
        };
        var file = new StreamReader(path);
        try
        {
            parser = new CsvParser(file, configuration);
            if (!parser.Read())
                throw Unexpected(column: null, "a header that names the columns", "an empty file");
            Names = parser.Record!;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override IReadOnlyList<string> Names { get; }

    protected override string Place => $"line {Math.Max(1, parser.RawRow - (parser.RawRow == 0 ? 0 : parser.RawRecord.AsSpan().Trim("\r\n").Count('\n')))}";

    public override bool MoveNext()
    {
        if (!parser.Read())
            return false;
        return parser.Count == Names.Count ? true : throw Unexpected(column: null, $"{Names.Count} fields, as in the header", $"{parser.Count}");
    }

    public override bool IsEmpty(int field) => parser[field] == "";

    public override double? Number(int field) =>
        double.TryParse(parser[field], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string Text(int field) => parser[field];

    public override void Dispose() => parser.Dispose();
}
