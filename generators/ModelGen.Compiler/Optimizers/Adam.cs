namespace ModelGen.Compiler.Optimizers;

/// <summary>Kingma and Ba (2015), as PyTorch's <c>Adam</c>: weight decay is added to the gradient, g ← g + λw.</summary>
public sealed record Adam(float Rate = 1e-3f, float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f, bool AmsGrad = false, float WeightDecay = 0f)
    : AdaptiveMoment(Rate, Beta1, Beta2, Epsilon, AmsGrad, WeightDecay)
{
    /// <inheritdoc/>
    public override string Name => nameof(Adam);

    /// <inheritdoc/>
    public override IReadOnlyList<string>? ZeroForRows => AmsGrad ? null : ["WeightDecay"];

    private protected override bool IsDecoupled => false;
}
