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

    /// <summary>An activation before a loss that contains it.</summary>
    public static Rule ActivationBeforeItsLoss { get; } = new(
        "MG4002",
        "The loss already contains the activation",
        "'{layer}' stands before '{0}', which takes scores and applies a {1} itself. Remove it; the generated method whose name ends in Probabilities gives probabilities.",
        Severity.Warning,
        "Two softmaxes or sigmoids in a row flatten the probabilities and the gradients: the network learns slowly and is never sure.");

    /// <summary>A bias that batch normalization removes.</summary>
    public static Rule BiasBeforeBatchNorm { get; } = new(
        "MG4003",
        "A bias before BatchNorm has no effect",
        "'{layer}' adds a bias, which the BatchNorm after it subtracts again. Add Bias = false.",
        Severity.Warning,
        "Batch normalization subtracts the mean, and with it every constant; its own bias takes that place. The layer's bias costs memory and time and never learns.")
    {
        FunctionMessage = "'{layer}' adds a bias, which the BatchNorm after it subtracts again. Add bias: false.",
    };

    /// <summary>Dropout or noise at the end.</summary>
    public static Rule DisturbanceAtEnd { get; } = new(
        "MG4004",
        "Dropout or noise after the last layer disturbs outputs",
        "'{layer}' comes after the last layer, so training disturbs the outputs of the network itself. Put it before the last layer.",
        Severity.Warning,
        "Dropout and noise make the layers after them independent of single values. After the last layer there is none: they only corrupt what the loss sees.");

    /// <summary>Probabilities or scores before a loss on logarithms of probabilities.</summary>
    public static Rule NoLogarithmsBeforeLogLikelihood { get; } = new(
        "MG4005",
        "NegativeLogLikelihood takes logarithms of probabilities",
        "'{layer}' gives {0}, but NegativeLogLikelihood takes logarithms of probabilities. {1}",
        Severity.Warning,
        "The loss is minus the value of the right class. On probabilities its gradient does not grow where they are wrong; on scores it falls without end.");

    /// <summary>Scores without negative values.</summary>
    public static Rule ReluBeforeScores { get; } = new(
        "MG4006",
        "An activation before the loss cuts off negative scores",
        "'{layer}' lets no score below 0 reach '{0}', which takes scores of any sign. Remove it.",
        Severity.Warning,
        "A class is ruled out by a negative score. Without negative scores some probabilities are out of reach, and where all scores are cut off nothing is learned.");

    /// <summary>A value that nothing takes.</summary>
    public static Rule UnusedResult { get; } = new(
        "MG4008",
        "A result is never used",
        "'{layer}' gives a value that is never used. Use it, or write '_ = …' where that is meant.",
        Severity.Warning,
        "A method over symbols gives a new value and changes none: without an assignment nothing comes of it. Nothing is emitted for it either.");

    /// <summary>A method that stands before an operation of the same name.</summary>
    public static Rule HidesOperation { get; } = new(
        "MG4009",
        "A method hides an operation",
        "'{layer}' has the name of an operation: in this class '{layer}(…)' calls this method, never ModelGen's. Rename it, or write 'Ops.{layer}(…)' where the operation is meant.",
        Severity.Warning,
        "C# looks for a method in the class first and, where one has the name, no further: what 'using static ModelGen.Ops' brings is not seen, whatever the arguments are.");

    /// <summary>Weights that do not learn.</summary>
    public static Rule Untrained { get; } = new(
        "MG4007",
        "Weights that training never changes",
        "'{layer}' {0}: training never changes {1}. {2}",
        Severity.Warning,
        "A weight learns from the gradient of a loss. Step and Sign are flat, so no gradient passes them; a layer whose result no loss uses gets none either.");
}
