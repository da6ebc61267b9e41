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

    /// <summary>A sparse tensor is trained in a way that has no sparse form.</summary>
    public static Rule NoSparseForm { get; } = new(
        "MG3003",
        "What trains a sparse embedding changes only the rows that a step used",
        "'{layer}' is sparse, so that a step changes only the rows that it used, but {0} {1}. Take Sgd without momentum, Adagrad, or Adam without AmsGrad, and no decay, penalty or limit of its weights (gradients may be clipped); or leave 'Sparse' out.",
        Severity.Error,
        "The cost of a step with a sparse embedding does not depend on the vocabulary, so nothing may act on rows that it has not used. Momentum, decay and penalties do.");

    /// <summary>All objectives leave out steps.</summary>
    public static Rule NobodySteps { get; } = new(
        "MG3004",
        "Each step of a training is one of some objective",
        "All objectives of this class have an [Every] above 1, so that some steps of a training would do nothing. Take it from the objective that steps most often: the others count its steps.",
        Severity.Error,
        "[Every(5)] lets an objective step once in five steps of the training, for instance a generator once for five steps of its critic. At least one objective of the class steps each time; with one objective there is nothing to count.");
}
