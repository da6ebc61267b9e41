using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Declarations;

/// <summary>Weights that are trained at a rate or with a decay of their own, or not at all.</summary>
/// <param name="Pattern">Their names; null for those of the layer that the attribute stands behind, which takes its place where there is one.</param>
/// <param name="RateFactor">What the rate is multiplied by.</param>
/// <param name="WeightDecay">Their decay; null for the optimizer's.</param>
/// <param name="IsFrozen">Whether they stay as they are.</param>
public sealed record ParameterGroup(string? Pattern, float RateFactor, float? WeightDecay, bool IsFrozen)
{
    /// <summary>What is wrong with its constants.</summary>
    public Problem? Validate() =>
        Pattern is { Length: 0 } ? Constants.OutOfRange("pattern", "\"\"", "a name, or a part of names with *")
        : Constants.NotNegative("RateFactor", RateFactor) ?? (WeightDecay is { } decay ? Constants.NotNegative("WeightDecay", decay) : null);

    /// <summary>The group where it stands behind a layer.</summary>
    /// <param name="layer">The layer's name; null where it stands behind none.</param>
    public ParameterGroup Behind(string? layer) => this with { Pattern = Pattern ?? layer };

    /// <summary>Whether it holds a tensor, as the runtime's class of the same name says it.</summary>
    public bool Holds(string name) => Pattern is not null && NamePattern.Matches(Pattern, name);

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

            return $"new({Literals.Text(Pattern ?? string.Empty)})" + (properties.Count > 0 ? $" {{ {string.Join(", ", properties)} }}" : string.Empty);
        }
    }
}
