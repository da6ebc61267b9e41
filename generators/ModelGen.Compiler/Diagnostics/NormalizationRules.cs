namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with the operands of a normalization.</summary>
public static partial class Rules
{
    /// <summary>Groups must divide the channels.</summary>
    public static Rule GroupsDoNotDivideChannels { get; } = new(
        "MG2030",
        "A normalization's groups must divide the channels",
        "'{layer}' has {0} groups, which must divide its {1} channels (from {from}). Choose a divisor.",
        Severity.Error,
        "Each group of neighbouring channels has a mean and a variance of its own, so all groups hold equally many.");

    /// <summary>Statistics of a single value.</summary>
    public static Rule NothingToNormalize { get; } = new(
        "MG2031",
        "A normalization needs more than one value",
        "'{layer}' would normalize single values, but gets {input} from {from}: nothing would be left of them. Remove it, or normalize over more values, as LayerNorm does.",
        Severity.Error,
        "A value minus its own mean is zero, whatever it was: mean and variance need at least two values of the sample.");
}
