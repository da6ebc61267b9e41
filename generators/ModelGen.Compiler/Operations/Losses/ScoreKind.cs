namespace ModelGen.Compiler.Operations;

/// <summary>What a prediction means to its loss. The runtime has the same names: emitted code spells them.</summary>
public enum ScoreKind
{
    /// <summary>Values with no meaning as classes.</summary>
    None,

    /// <summary>Scores of classes: softmax gives probabilities.</summary>
    Logits,

    /// <summary>Logarithms of the classes' probabilities.</summary>
    LogProbabilities,

    /// <summary>One score an output, positive for class 1.</summary>
    BinaryLogits,

    /// <summary>One score an output whose sign is the class, ±1.</summary>
    Signs,
}
