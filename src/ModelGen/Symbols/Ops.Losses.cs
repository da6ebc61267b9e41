namespace ModelGen;

/// <summary>Losses: one number a sample.</summary>
public static partial class Ops
{
    /// <summary>See <see cref="CrossEntropyAttribute"/>.</summary>
    public static Symbol CrossEntropy(Symbol scores, Label target, float labelSmoothing = 0) => throw Symbol.Unexecutable();

    /// <summary>−Σᵢ qᵢ · logSoftmax(scores)ᵢ, q being (1 − ε) · target + ε/classes: <see cref="CrossEntropyAttribute"/> with probabilities as its target.</summary>
    /// <param name="scores">[classes], at least two.</param>
    /// <param name="target">Probabilities, [classes].</param>
    /// <param name="labelSmoothing">ε, at least 0 and below 1.</param>
    public static Symbol CrossEntropy(Symbol scores, Symbol target, float labelSmoothing = 0) => throw Symbol.Unexecutable();

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

    /// <summary>
    /// −ln of the probability of all ways to say the labels in their order at the steps of the scores, each for one step or several, with blanks between them where there is time (connectionist temporal classification, Graves et al. 2006): for
    /// speech, handwriting, all that has labels but not when they are said. One number a sample, as PyTorch's <c>CTCLoss</c> on <c>log_softmax</c> of the scores has with the reduction <c>none</c>; its <c>mean</c> divides each by the number of labels.
    /// </summary>
    /// <param name="scores">[classes] at each step, the blank among them.</param>
    /// <param name="labels">Classes, none of them the blank, with a time axis of their own. The same label twice in a row needs a blank between: labels that need more steps than their sample has are an <see cref="ArgumentException"/> at run time.</param>
    /// <param name="blank">The class that says nothing.</param>
    /// <param name="zeroInfinity">Whether labels that need more steps than there are have the loss 0 and no gradient instead.</param>
    public static Symbol Ctc(Symbol scores, Label labels, int blank = 0, bool zeroInfinity = false) => throw Symbol.Unexecutable();

    /// <summary>
    /// The Kullback-Leibler divergence of independent normal distributions from the standard normal one, ½ Σ (e^v + m² − 1 − v) (Kingma and Welling 2014): a sum, not a mean.
    /// </summary>
    /// <param name="mean">m, any shape.</param>
    /// <param name="logVariance">v, the logarithms of the variances, broadcast with the means.</param>
    public static Symbol KullbackLeibler(Symbol mean, Symbol logVariance) => throw Symbol.Unexecutable();

    /// <summary>
    /// max(0, d(anchor, positive) − d(anchor, negative) + margin) with d(x, y) = √Σ (xᵢ − yᵢ + 1e-6)² (Schroff, Kalenichenko and Philbin 2015); PyTorch's <c>TripletMarginLoss</c>.
    /// </summary>
    /// <param name="anchor">Any shape; the other two have it too.</param>
    /// <param name="positive">What is to be near.</param>
    /// <param name="negative">What is to be farther away, by the margin.</param>
    /// <param name="margin">At least 0.</param>
    public static Symbol Triplet(Symbol anchor, Symbol positive, Symbol negative, float margin = 1) => throw Symbol.Unexecutable();

    /// <summary>
    /// −ln σ(input·positive) − Σₖ ln σ(−input·negativesₖ): makes what occurs together alike, and what does not unlike (Mikolov et al. 2013, "Distributed representations of words and phrases and their
    /// compositionality"). <see cref="NegativesAttribute"/> draws the negatives' indices.
    /// </summary>
    /// <param name="input">[size].</param>
    /// <param name="positive">[size]: what occurs with the input.</param>
    /// <param name="negatives">[count, size], or [size] for one: what does not.</param>
    public static Symbol NegativeSampling(Symbol input, Symbol positive, Symbol negatives) => throw Symbol.Unexecutable();
}
