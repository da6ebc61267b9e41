namespace ModelGen.Compiler;

/// <summary>Names of emitted files. C# tells <c>Net</c> from <c>NET</c>, names of generated files and many file systems do not.</summary>
public static class FileNames
{
    /// <summary>The models' full names that differ from another one in case alone, in ordinal order; almost always none.</summary>
    public static EquatableArray<string> Clashes(IEnumerable<string> fullNames) => fullNames
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Distinct().Count() > 1)
        .SelectMany(same => same.Distinct())
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>What a model's files begin with: its full name, with a number after it for all but the first of those that clash. No identifier is a number.</summary>
    /// <param name="fullName">The model's full name.</param>
    /// <param name="clashes"><see cref="Clashes"/> of all models.</param>
    public static string Of(string fullName, EquatableArray<string> clashes)
    {
        var before = clashes.Count(name => string.Equals(name, fullName, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(name, fullName) < 0);
        return before == 0 ? fullName : $"{fullName}.{before + 1}";
    }
}
