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

/// <summary>
/// Adam with Nesterov's momentum (Dozat 2016), as PyTorch's <c>NAdam</c>: Adam's m and v; with <c>μₜ = β₁(1 − ½·0.96^(tψ))</c> and <c>Πₜ = μ₁⋯μₜ</c>
/// <c>w ← w − η · (g(1 − μₜ)/(1 − Πₜ) + m·μₜ₊₁/(1 − Πₜ₊₁)) / (√(v/(1 − β₂ᵗ)) + ε)</c>.
/// </summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class NadamAttribute(float rate = 2e-3f) : OptimizerAttribute(rate)
{
    /// <summary>β₁, in [0, 1).</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>β₂, in [0, 1).</summary>
    public float Beta2 { get; set; } = 0.999f;

    /// <summary>ε, above 0.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>ψ, at least 0: how fast the momentum reaches β₁.</summary>
    public float MomentumDecay { get; set; } = 4e-3f;
}

/// <summary>
/// Tieleman and Hinton (2012), as PyTorch's <c>RMSprop</c>: <c>g ← g + λw; v ← αv + (1 − α)g²; d = g / (√v + ε); w ← w − η·d</c>, or with momentum <c>b ← μb + d; w ← w − η·b</c>.
/// </summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class RmsPropAttribute(float rate = 1e-2f) : OptimizerAttribute(rate)
{
    /// <summary>α, in [0, 1).</summary>
    public float Alpha { get; set; } = 0.99f;

    /// <summary>ε, above 0, added to the root.</summary>
    public float Epsilon { get; set; } = 1e-8f;

    /// <summary>μ, in [0, 1).</summary>
    public float Momentum { get; set; }

    /// <summary>Whether the root is that of the variance, <c>√(v − m²)</c> with <c>m ← αm + (1 − α)g</c> (Graves 2013).</summary>
    public bool Centered { get; set; }
}

/// <summary>Duchi, Hazan and Singer (2011), as PyTorch's <c>Adagrad</c>: <c>g ← g + λw; s ← s + g²; w ← w − η/(1 + (t − 1)κ) · g / (√s + ε)</c>.</summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class AdagradAttribute(float rate = 1e-2f) : OptimizerAttribute(rate)
{
    /// <summary>κ, at least 0.</summary>
    public float RateDecay { get; set; }

    /// <summary>What s starts at, at least 0.</summary>
    public float InitialSum { get; set; }

    /// <summary>ε, above 0, added to the root.</summary>
    public float Epsilon { get; set; } = 1e-10f;
}

/// <summary>Zeiler (2012), as PyTorch's <c>Adadelta</c>: <c>g ← g + λw; v ← ρv + (1 − ρ)g²; d = g·√(u + ε) / √(v + ε); u ← ρu + (1 − ρ)d²; w ← w − η·d</c>.</summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class AdadeltaAttribute(float rate = 1f) : OptimizerAttribute(rate)
{
    /// <summary>ρ, in [0, 1).</summary>
    public float Rho { get; set; } = 0.9f;

    /// <summary>ε, above 0, added below both roots.</summary>
    public float Epsilon { get; set; } = 1e-6f;
}

/// <summary>Chen et al. (2023, "Symbolic discovery of optimization algorithms"): <c>w ← w − η·(sign(β₁m + (1 − β₁)g) + λw); m ← β₂m + (1 − β₂)g</c>. Its rates are 3 to 10 times smaller than Adam's.</summary>
/// <param name="rate">The learning rate η, above 0.</param>
public sealed class LionAttribute(float rate = 1e-4f) : OptimizerAttribute(rate)
{
    /// <summary>β₁, in [0, 1).</summary>
    public float Beta1 { get; set; } = 0.9f;

    /// <summary>β₂, in [0, 1).</summary>
    public float Beta2 { get; set; } = 0.99f;
}
