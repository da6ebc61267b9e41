namespace ModelGen.Data;

/// <summary>A table that is not what it should be, and where.</summary>
public sealed class TableFormatException : FormatException
{
    internal TableFormatException(string path, string place, string? column, string expected, string actual)
        : base($"'{path}', {place}{(column is null ? "" : $", column '{column}'")}: expected {expected}, got {actual}.")
    {
        Path = path;
        Place = place;
        Column = column;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line of a text file, from 1 (<c>line 7</c>; the first one of a row that spans several), or the row of another (<c>row 7</c>).</summary>
    public string Place { get; }

    /// <summary>The column; nothing where it is the whole row.</summary>
    public string? Column { get; }

    /// <summary>What should be there.</summary>
    public string Expected { get; }

    /// <summary>What is there.</summary>
    public string Actual { get; }
}
