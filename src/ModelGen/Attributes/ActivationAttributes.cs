namespace ModelGen;

/// <summary>A function of its input alone, shape unchanged; where not said otherwise, of each value by itself.</summary>
public abstract class ActivationAttribute : LayerAttribute;

/// <summary><c>max(0, x)</c>; the derivative at 0 is 0.</summary>
public sealed class ReluAttribute : ActivationAttribute;

/// <summary><c>x</c> where positive, otherwise <c>slope·x</c> (Maas et al. 2013).</summary>
/// <param name="slope">The slope below 0.</param>
public sealed class LeakyReluAttribute(float slope = 0.01f) : ActivationAttribute
{
    /// <summary>The slope below 0.</summary>
    public float Slope { get; } = slope;
}

/// <summary><c>x</c> where positive, otherwise <c>α(eˣ − 1)</c> (Clevert et al. 2016).</summary>
/// <param name="alpha">α, above 0.</param>
public sealed class EluAttribute(float alpha = 1) : ActivationAttribute
{
    /// <summary>α.</summary>
    public float Alpha { get; } = alpha;
}

/// <summary><c>λx</c> where positive, otherwise <c>λα(eˣ − 1)</c>, with λ = 1.0507009873554805 and α = 1.6732632423543772 (Klambauer et al. 2017).</summary>
public sealed class SeluAttribute : ActivationAttribute;

/// <summary><c>x·Φ(x)</c>, Φ being the normal distribution function, <c>(1 + erf(x/√2)) / 2</c> (Hendrycks and Gimpel 2016); not its tanh approximation.</summary>
public sealed class GeluAttribute : ActivationAttribute;

/// <summary><c>x·sigmoid(x)</c> (Elfwing et al. 2018).</summary>
public sealed class SiluAttribute : ActivationAttribute;

/// <summary><c>x·tanh(softplus(x))</c> (Misra 2020).</summary>
public sealed class MishAttribute : ActivationAttribute;

/// <summary><c>ln(1 + eˣ)</c>.</summary>
public sealed class SoftplusAttribute : ActivationAttribute;

/// <summary><c>x / (1 + |x|)</c>.</summary>
public sealed class SoftsignAttribute : ActivationAttribute;

/// <summary><c>1 / (1 + e⁻ˣ)</c>.</summary>
public sealed class SigmoidAttribute : ActivationAttribute;

/// <summary><c>min(max(x/6 + 1/2, 0), 1)</c>, PyTorch's <c>Hardsigmoid</c>.</summary>
public sealed class HardSigmoidAttribute : ActivationAttribute;

/// <summary>The hyperbolic tangent.</summary>
public sealed class TanhAttribute : ActivationAttribute;

/// <summary><c>min(max(x, −1), 1)</c>.</summary>
public sealed class HardTanhAttribute : ActivationAttribute;

/// <summary>1 where <c>x ≥ 0</c>, otherwise 0: the neuron of McCulloch and Pitts (1943). Its derivative is 0 everywhere, so nothing before it learns.</summary>
public sealed class StepAttribute : ActivationAttribute;

/// <summary>1 where <c>x ≥ 0</c>, otherwise −1: the perceptron's output (Rosenblatt 1958). Its derivative is 0 everywhere, so nothing before it learns.</summary>
public sealed class SignAttribute : ActivationAttribute;

/// <summary>Over the first axis (the values of a vector, the channels of an image): <c>e^xᵢ / Σⱼ e^xⱼ</c>. Before <see cref="CrossEntropyAttribute"/>, which takes scores, it is a mistake.</summary>
public sealed class SoftmaxAttribute : ActivationAttribute;

/// <summary>Over the first axis (the values of a vector, the channels of an image): <c>xᵢ − ln Σⱼ e^xⱼ</c>.</summary>
public sealed class LogSoftmaxAttribute : ActivationAttribute;

/// <summary><c>x</c>.</summary>
public sealed class IdentityAttribute : ActivationAttribute;

/// <summary><c>x</c> where positive, otherwise <c>a·x</c> with one learned slope a (He et al. 2015); weight <c>[1]</c>, from 0.25. PyTorch's <c>PReLU</c> with its defaults.</summary>
public sealed class PReluAttribute : ActivationAttribute;
