namespace ModelGen;

/// <summary>
/// <c>−Σᵢ qᵢ · logSoftmax(x)ᵢ</c> on scores <c>x</c> of shape <c>[classes]</c>; the target is a class index t, and <c>q</c> is <c>1 − ε + ε/classes</c> at t and <c>ε/classes</c> elsewhere.
/// </summary>
public sealed class CrossEntropyAttribute : LossAttribute
{
    /// <summary>ε, in [0, 1) (Szegedy et al. 2016).</summary>
    public float LabelSmoothing { get; set; }
}

/// <summary>The mean over the outputs of <c>max(x, 0) − x·t + ln(1 + e^−|x|)</c>, on scores <c>x</c> and targets <c>t</c> in [0, 1] of the output's shape.</summary>
public sealed class BinaryCrossEntropyAttribute : LossAttribute;

/// <summary><c>−x[t]</c> on logarithms of probabilities, as <see cref="LogSoftmaxAttribute"/> gives them; the target is a class index t.</summary>
public sealed class NegativeLogLikelihoodAttribute : LossAttribute;

/// <summary>The mean over the outputs of <c>(x − t)²</c>. PyTorch's <c>MSELoss</c>.</summary>
public sealed class SquaredErrorAttribute : LossAttribute;

/// <summary>The mean over the outputs of <c>|x − t|</c>. PyTorch's <c>L1Loss</c>.</summary>
public sealed class AbsoluteErrorAttribute : LossAttribute;

/// <summary>The mean over the outputs of <c>(x − t)²/2</c> where <c>|x − t| ≤ δ</c>, otherwise <c>δ(|x − t| − δ/2)</c> (Huber 1964).</summary>
/// <param name="delta">δ, above 0.</param>
public sealed class HuberAttribute(float delta = 1) : LossAttribute
{
    /// <summary>δ.</summary>
    public float Delta { get; } = delta;
}

/// <summary>The mean over the outputs of <c>max(0, 1 − t·x)</c>, targets ±1.</summary>
public sealed class HingeAttribute : LossAttribute;

/// <summary>
/// The mean over the outputs of <c>max(0, −t·x)</c>, targets ±1: with batches of one, its gradient steps are the perceptron's rule, which corrects where <c>t·x ≤ 0</c> (Rosenblatt 1958).
/// </summary>
public sealed class PerceptronAttribute : LossAttribute;

/// <summary>The share of wrong answers. It has no gradient, so it cannot be trained with: as a loss it is an error, and a metric in <c>Evaluation.ZeroOneLoss</c>.</summary>
public sealed class ZeroOneAttribute : LossAttribute;
