namespace ModelGen.Compiler.Diagnostics;

/// <summary>Training and numerics.</summary>
public static partial class Rules
{
    /// <summary>A schedule that is over before the warm-up is.</summary>
    public static Rule EndsInWarmup { get; } = new(
        "MG3001",
        "A schedule ends within the warm-up",
        "'{layer}' has brought the rate down by step {0}, before '{1}' has brought it up: the full rate is never reached. Schedules count from the same step 0; give it more than {2} steps.",
        Severity.Warning,
        "Schedules compose: each takes the rate that the one before gives for the same step. A decay that is not longer than the warm-up meets a rate that is still small, and leaves nothing of it.");

    /// <summary>A group that holds no weight.</summary>
    public static Rule EmptyGroup { get; } = new(
        "MG3002",
        "A parameter group holds no parameter",
        "'{layer}' holds no parameter: {0}. There are {1}.",
        Severity.Warning,
        "A group names parameters, what holds them (residual3), or a pattern with * for any letters (conv2D*); without a name it stands right behind a layer that has weights. The table of layers, which hovering over the class shows, has the names.");
}
