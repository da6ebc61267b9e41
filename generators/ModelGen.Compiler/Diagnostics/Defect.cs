using System.Text.RegularExpressions;

namespace ModelGen.Compiler.Diagnostics;

/// <summary>An exception that no code of the user's may cause: it becomes an error, as a generator or an analyzer that throws is only a warning.</summary>
internal static class Defect
{
    /// <summary>Whether an exception is one: all are, but a cancellation, which ends the compiler's work.</summary>
    public static bool Is(Exception exception) => exception is not OperationCanceledException;

    /// <summary>It as a problem.</summary>
    public static Problem Of(Exception exception) => Problem.Of(Rules.Defect, exception.GetType().Name, Regex.Replace(exception.Message, @"\s+", " ").TrimEnd('.'));
}
