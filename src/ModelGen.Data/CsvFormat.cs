namespace ModelGen.Data;

/// <summary>How a CSV file is written.</summary>
public sealed record CsvFormat
{
    /// <summary>What stands between fields.</summary>
    public char Delimiter { get; init; } = ',';
}
