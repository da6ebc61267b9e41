namespace ModelGen.Compiler.Diagnostics;

/// <summary>How bad it is.</summary>
public enum Severity
{
    /// <summary>It cannot run.</summary>
    Error,

    /// <summary>It runs, but is probably not meant.</summary>
    Warning,
}

/// <summary>A diagnostic that the compiler can give.</summary>
/// <param name="Id">MG and four digits; never reused.</param>
/// <param name="Title">One line.</param>
/// <param name="Message">With placeholders {0}, {1}…</param>
/// <param name="Severity">Error or warning.</param>
/// <param name="Description">Cause and way out, for the documentation and the IDE.</param>
public sealed record Rule(string Id, string Title, string Message, Severity Severity, string Description)
{
    /// <summary>The message for networks that are methods; null where it speaks of no attribute, so that one is right for both forms.</summary>
    public string? FunctionMessage { get; init; }
}
