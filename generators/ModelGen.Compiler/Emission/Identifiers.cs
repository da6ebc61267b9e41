using System.Text;

namespace ModelGen.Compiler.Emission;

/// <summary>Makes C# identifiers.</summary>
public static class Identifiers
{
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

    /// <summary>A name with a small first letter.</summary>
    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
