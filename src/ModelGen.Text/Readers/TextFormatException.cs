namespace ModelGen.Text;

/// <summary>A line of a text file that is not what it should be, and where.</summary>
public sealed class TextFormatException : FormatException
{
    internal TextFormatException(string path, int line, string problem, Exception? inner = null)
        : base($"'{path}', line {line}: {problem}.", inner)
    {
        Path = path;
        Line = line;
        Problem = problem;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>What was expected, and what is there.</summary>
    public string Problem { get; }
}
