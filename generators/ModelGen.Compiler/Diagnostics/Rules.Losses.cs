namespace ModelGen.Compiler.Diagnostics;

public static partial class Rules
{
    /// <summary>A loss on class scores gets something that is not a vector.</summary>
    public static Rule LossTakesVector { get; } = new(
        "MG2020",
        "A loss on class scores takes a vector",
        "'{layer}' takes one score a class, but gets {input} from {from}. Insert [Flatten] and a [Dense] with one unit for each class.",
        Severity.Error,
        "The classes' scores are one axis of features. Put [Flatten] and a [Dense] with one unit for each class, or [GlobalAvgPool2D], before the loss.")
    {
        FunctionMessage = "'{layer}' takes one score a class, but gets {input} from {from}. Insert Flatten(…) and a Dense(…) with one unit for each class.",
    };

    /// <summary>A loss on class scores gets a single score.</summary>
    public static Rule LossTakesClasses { get; } = new(
        "MG2021",
        "A loss on class scores takes at least two classes",
        "'{layer}' chooses among at least two classes, but gets a single score from {from}. Give the last layer one unit for each class, or use [BinaryCrossEntropy].",
        Severity.Error,
        "With one class there is nothing to choose. Two classes are either two scores and a class index, or one score and [BinaryCrossEntropy], whose targets are 0 and 1.")
    {
        FunctionMessage = "'{layer}' chooses among at least two classes, but gets a single score from {from}. Give the last layer one unit for each class, or use BinaryCrossEntropy.",
    };

    /// <summary>A loss's target has the wrong shape.</summary>
    public static Rule LossTargetShape { get; } = new(
        "MG2022",
        "A loss's target does not fit its prediction",
        "'{layer}' takes a target of {0}, but gets {1}. The prediction comes from {from}.",
        Severity.Error,
        "Losses on class scores take one class index a sample; the others compare each output with a target of its own, so the target has the prediction's shape.");

    /// <summary>An objective returns more than one number a sample.</summary>
    public static Rule ObjectiveTakesOneNumber { get; } = new(
        "MG2024",
        "An objective is one number a sample",
        "'{layer}' gives {0}, but an objective returns one number for each sample. Take Sum or Mean of it, or a loss.",
        Severity.Error,
        "Training makes the mean of the objective over the batch smaller, so the objective must be one number for each sample: a loss, or Sum or Mean of a value.");

    /// <summary>A target of connectionist temporal classification that has no steps of its own.</summary>
    public static Rule CtcTarget { get; } = new(
        "MG2063",
        "Labels that are aligned with scores have a number of their own",
        "'{layer}' finds out at which steps labels are said, but its target {0}. Give it a largest number of labels of its own: '[Sequence(20)] Label labels'.",
        Severity.Error,
        "Each sample has scores for each of its steps, and a shorter sequence of labels whose steps are not known.");

    /// <summary>Negatives of another size.</summary>
    public static Rule NegativesDoNotFit { get; } = new(
        "MG2060",
        "Negative sampling compares vectors of one size",
        "'{layer}' compares {input} (from {from}) with a positive {0} and negatives {1}: it takes vectors [size], and negatives [count, size] or, of one, [size]. Give all embeddings the same size.",
        Severity.Error,
        "The products of one vector with the positive and with each row of the negatives are scores: embeddings of one size make them.");
}
