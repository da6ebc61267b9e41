namespace ModelGen;

/// <summary>
/// Stochastic gradient descent, as PyTorch's <c>SGD</c>: <c>g ← g + λw; v ← μv + g</c> (first step: <c>v ← g</c>); <c>w ← w − η·v</c>, or with Nesterov's momentum <c>w ← w − η·(g + μv)</c>.
/// </summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class SgdAttribute(float rate) : OptimizerAttribute(rate)
{
    /// <summary>μ, in [0, 1).</summary>
    public float Momentum { get; set; }

    /// <summary>Whether to look ahead (Sutskever et al. 2013); needs a momentum.</summary>
    public bool Nesterov { get; set; }
}

/// <summary>What Adam and its descendants share.</summary>
public abstract class AdaptiveMomentAttribute : OptimizerAttribute
{
    private protected AdaptiveMomentAttribute(float rate) : base(rate)
    {
    }

    /// <summary>β₁, in [0, 1).</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>β₂, in [0, 1).</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>ε, added to the corrected root.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>Whether the largest v so far is used (Reddi et al. 2018).</summary>
    public bool AmsGrad { get; set; }
}

/// <summary>
/// Kingma and Ba (2015), as PyTorch's <c>Adam</c>: <c>g ← g + λw; m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²;
/// w ← w − η · m/(1 − β₁ᵗ) / (√(v/(1 − β₂ᵗ)) + ε)</c>.
/// </summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class AdamAttribute(float rate = 1e-3f) : AdaptiveMomentAttribute(rate);

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's <c>AdamW</c>: first <c>w ← w − ηλw</c>, then Adam's update without λ in the gradient.</summary>
public sealed class AdamWAttribute : AdaptiveMomentAttribute
{
    /// <summary>Sets the rate; the weight decay is 0.01 unless set.</summary>
    /// <param name="rate">The learning rate η, above 0.</param>
    public AdamWAttribute(float rate = 1e-3f) : base(rate) => WeightDecay = 0.01f;
}
