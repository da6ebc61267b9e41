namespace ModelGen;

/// <summary>Losses: one number a sample.</summary>
public static partial class Ops
{
    /// <summary>See <see cref="CrossEntropyAttribute"/>.</summary>
    public static Symbol CrossEntropy(Symbol scores, Label target, float labelSmoothing = 0) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="NegativeLogLikelihoodAttribute"/>.</summary>
    public static Symbol NegativeLogLikelihood(Symbol logProbabilities, Label target) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="BinaryCrossEntropyAttribute"/>.</summary>
    public static Symbol BinaryCrossEntropy(Symbol scores, Symbol target) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="SquaredErrorAttribute"/>.</summary>
    public static Symbol SquaredError(Symbol prediction, Symbol target) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="AbsoluteErrorAttribute"/>.</summary>
    public static Symbol AbsoluteError(Symbol prediction, Symbol target) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="HuberAttribute"/>.</summary>
    public static Symbol Huber(Symbol prediction, Symbol target, float delta = 1) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="HingeAttribute"/>.</summary>
    public static Symbol Hinge(Symbol scores, Symbol target) => throw Symbol.Unexecutable();

    /// <summary>See <see cref="PerceptronAttribute"/>.</summary>
    public static Symbol Perceptron(Symbol scores, Symbol target) => throw Symbol.Unexecutable();
}
