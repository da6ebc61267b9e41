namespace ModelGen.Compiler.Diagnostics;

/// <summary>What can be wrong with the operands of pooling.</summary>
public static partial class Rules
{
    /// <summary>Padding beyond half the window.</summary>
    public static Rule PoolPaddingTooLarge { get; } = new(
        "MG2006",
        "Pooling's padding is larger than half its window",
        "'{layer}': the padding must be at most half the window, so that every window holds an element of the input.",
        Severity.Error,
        "A window that lies in the padding alone has no maximum and no meaningful average.");
}
