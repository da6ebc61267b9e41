using System.IO.Enumeration;

namespace ModelGen;

/// <summary>Patterns of tensors' names.</summary>
internal static class NamePattern
{
    /// <summary>Whether a pattern, with <c>*</c> for any letters, is a tensor's name or that of something that holds it.</summary>
    public static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
        || FileSystemName.MatchesSimpleExpression(pattern + ".*", name, ignoreCase: false);
}
