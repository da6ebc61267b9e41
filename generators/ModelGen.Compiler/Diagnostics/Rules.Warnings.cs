namespace ModelGen.Compiler.Diagnostics;

/// <summary>What runs, but is probably not meant.</summary>
public static partial class Rules
{
    /// <summary>Windows leave the end of the input unread.</summary>
    public static Rule UnreadBorder { get; } = new(
        "MG4001",
        "A window leaves the end of its input unread",
        "'{layer}' never reads the last {0} of {input} from {from}. Choose a size, stride or padding that covers the input.",
        Severity.Warning,
        "A last window that would reach beyond the input is dropped, so what it would have read has no influence on the result. Padding, another stride or, for pooling, Ceiling = true covers it.");

    /// <summary>Softmax before a loss that contains it.</summary>
    public static Rule SoftmaxBeforeCrossEntropy { get; } = new(
        "MG4002",
        "CrossEntropy already contains a softmax",
        "'{layer}' stands before '{0}', which takes scores and applies a softmax itself. Remove it; PredictProbabilities gives probabilities.",
        Severity.Warning,
        "Two softmaxes in a row flatten the probabilities and the gradients: the network learns slowly and is never sure.");

    /// <summary>A bias that batch normalization removes.</summary>
    public static Rule BiasBeforeBatchNorm { get; } = new(
        "MG4003",
        "A bias before BatchNorm has no effect",
        "'{layer}' adds a bias, which the BatchNorm after it subtracts again. Add Bias = false.",
        Severity.Warning,
        "Batch normalization subtracts the mean, and with it every constant; its own bias takes that place. The layer's bias costs memory and time and never learns.");

    /// <summary>Dropout or noise at the end.</summary>
    public static Rule DisturbanceAtEnd { get; } = new(
        "MG4004",
        "Dropout or noise after the last layer disturbs outputs",
        "'{layer}' comes after the last layer, so training disturbs the outputs of the network itself. Put it before the last layer.",
        Severity.Warning,
        "Dropout and noise make the layers after them independent of single values. After the last layer there is none: they only corrupt what the loss sees.");
}
