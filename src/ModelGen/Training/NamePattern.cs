namespace ModelGen;

/// <summary>Patterns of tensors' names.</summary>
/// <remarks>The compiler, which checks declared groups, is built from this same file.</remarks>
internal static class NamePattern
{
    /// <summary>Whether a pattern, with <c>*</c> for any letters, is a tensor's name or that of something that holds it.</summary>
    public static bool Matches(string pattern, string name) => IsNameOf(pattern, name) || IsNameOf(pattern + ".*", name);

    private static bool IsNameOf(string pattern, string name)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
            return pattern == name;
        var (first, last) = (parts[0], parts[parts.Length - 1]);
        if (name.Length < first.Length + last.Length || !name.StartsWith(first, StringComparison.Ordinal) || !name.EndsWith(last, StringComparison.Ordinal))
            return false;
        var (at, end) = (first.Length, name.Length - last.Length);
        for (var i = 1; i < parts.Length - 1; i++)
        {
            var found = name.IndexOf(parts[i], at, end - at, StringComparison.Ordinal);
            if (found < 0)
                return false;
            at = found + parts[i].Length;
        }

        return true;
    }
}
