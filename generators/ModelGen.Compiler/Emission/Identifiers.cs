using System.Text;

namespace ModelGen.Compiler.Emission;

/// <summary>Makes C# identifiers.</summary>
public static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach "
        + "goto if implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof "
        + "stackalloc static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '));

    // A tuple has members of these names, and one element at its own place may be called Item1.
    private static readonly HashSet<string> TupleMembers = ["CompareTo", "Deconstruct", "Equals", "GetHashCode", "Rest", "ToString"];

    /// <summary>A name with a capital first letter, dots and other separators dropped.</summary>
    public static string Pascal(string name)
    {
        var result = new StringBuilder();
        var start = true;
        foreach (var letter in name)
        {
            if (!char.IsLetterOrDigit(letter))
            {
                start = true;
                continue;
            }

            _ = result.Append(start ? char.ToUpperInvariant(letter) : letter);
            start = false;
        }

        return result.ToString();
    }

    /// <summary>A name as C# takes it where it is written: <c>@class</c>.</summary>
    public static string Escaped(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>The type of a tuple with an array for each name; none is named where the names would not do for elements.</summary>
    public static string TupleOfArrays(IEnumerable<string> names)
    {
        var elements = names.Select(Pascal).ToArray();
        var areNames = elements.Distinct().Count() == elements.Length && !elements.Any(name => TupleMembers.Contains(name) || name.StartsWith("Item", StringComparison.Ordinal));
        return $"({string.Join(", ", elements.Select(name => areNames ? $"float[] {name}" : "float[]"))})";
    }

    /// <summary>A name with a small first letter.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
