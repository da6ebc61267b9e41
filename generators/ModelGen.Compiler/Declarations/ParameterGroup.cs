using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Declarations;

/// <summary>Weights that are trained at a rate or with a decay of their own, or not at all.</summary>
/// <param name="Pattern">Their names.</param>
/// <param name="RateFactor">What the rate is multiplied by.</param>
/// <param name="WeightDecay">Their decay; null for the optimizer's.</param>
/// <param name="IsFrozen">Whether they stay as they are.</param>
public sealed record ParameterGroup(string Pattern, float RateFactor, float? WeightDecay, bool IsFrozen)
{
    /// <summary>What is wrong with its constants.</summary>
    public Problem? Validate() =>
        Pattern.Length == 0 ? Constants.OutOfRange("pattern", "\"\"", "a name, or a part of names with *")
        : Constants.NotNegative("RateFactor", RateFactor) ?? (WeightDecay is { } decay ? Constants.NotNegative("WeightDecay", decay) : null);

    /// <summary>Whether it holds a tensor, as the runtime's class of the same name says it.</summary>
    public bool Holds(string name) => Matches(Pattern, name) || Matches(Pattern + ".*", name);

    /// <summary>An expression for the runtime's group.</summary>
    public string Creation
    {
        get
        {
            var properties = new List<string>();
            if (RateFactor != 1)
            {
                properties.Add($"RateFactor = {Literals.Float(RateFactor)}");
            }

            if (WeightDecay is { } decay)
            {
                properties.Add($"WeightDecay = {Literals.Float(decay)}");
            }

            if (IsFrozen)
            {
                properties.Add("IsFrozen = true");
            }

            return $"new({Literals.Text(Pattern)})" + (properties.Count > 0 ? $" {{ {string.Join(", ", properties)} }}" : string.Empty);
        }
    }

    private static bool Matches(string pattern, string name)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == name;
        }

        if (!name.StartsWith(parts[0], StringComparison.Ordinal) || name.Length < parts[0].Length + parts[^1].Length || !name.EndsWith(parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        var (at, end) = (parts[0].Length, name.Length - parts[^1].Length);
        foreach (var part in parts.Skip(1).Take(parts.Length - 2))
        {
            var found = name.IndexOf(part, at, end - at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return true;
    }
}
