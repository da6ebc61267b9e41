namespace ModelGen;

/// <summary>Activations.</summary>
public static partial class Ops
{
    /// <summary>max(0, x); see <see cref="ReluAttribute"/>.</summary>
    public static Symbol Relu(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x where x > 0, otherwise slope · x; see <see cref="LeakyReluAttribute"/>.</summary>
    public static Symbol LeakyRelu(Symbol x, float slope = 0.01f) => throw Symbol.Unexecutable();

    /// <summary>x where x > 0, otherwise a · x with a learned slope a; see <see cref="PReluAttribute"/>.</summary>
    public static Symbol PRelu(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x where x > 0, otherwise α(e^x − 1); see <see cref="EluAttribute"/>.</summary>
    public static Symbol Elu(Symbol x, float alpha = 1) => throw Symbol.Unexecutable();

    /// <summary>The self-normalizing exponential linear unit (Klambauer et al. 2017); see <see cref="SeluAttribute"/>.</summary>
    public static Symbol Selu(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x·Φ(x), Φ being the normal distribution; see <see cref="GeluAttribute"/>.</summary>
    public static Symbol Gelu(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x·σ(x); see <see cref="SiluAttribute"/>.</summary>
    public static Symbol Silu(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x·tanh(softplus(x)); see <see cref="MishAttribute"/>.</summary>
    public static Symbol Mish(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>ln(1 + e^x); see <see cref="SoftplusAttribute"/>.</summary>
    public static Symbol Softplus(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x / (1 + |x|); see <see cref="SoftsignAttribute"/>.</summary>
    public static Symbol Softsign(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>1 / (1 + e^−x); see <see cref="SigmoidAttribute"/>.</summary>
    public static Symbol Sigmoid(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x / 6 + ½, clipped to 0…1; see <see cref="HardSigmoidAttribute"/>.</summary>
    public static Symbol HardSigmoid(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>tanh x; see <see cref="TanhAttribute"/>.</summary>
    public static Symbol Tanh(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x clipped to −1…1; see <see cref="HardTanhAttribute"/>.</summary>
    public static Symbol HardTanh(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>1 where x ≥ 0, otherwise 0; no gradient; see <see cref="StepAttribute"/>.</summary>
    public static Symbol Step(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>The sign; no gradient; see <see cref="SignAttribute"/>.</summary>
    public static Symbol Sign(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>e^xᵢ / Σⱼ e^xⱼ over the first axis; see <see cref="SoftmaxAttribute"/>.</summary>
    public static Symbol Softmax(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>The logarithm of the softmax; see <see cref="LogSoftmaxAttribute"/>.</summary>
    public static Symbol LogSoftmax(Symbol x) => throw Symbol.Unexecutable();

    /// <summary>x; see <see cref="IdentityAttribute"/>.</summary>
    public static Symbol Identity(Symbol x) => throw Symbol.Unexecutable();
}
