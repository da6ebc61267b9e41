namespace ModelGen.Compiler.Optimizers;

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch's <c>AdamW</c>: first w ← w − ηλw.</summary>
public sealed record AdamW(float Rate = 1e-3f, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, bool AmsGrad = false, float WeightDecay = 0.01f)
    : AdaptiveMoment(Rate, Beta1, Beta2, Epsilon, AmsGrad, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(AdamW);

    private protected override bool IsDecoupled => true;
}
