namespace ModelGen;

/// <summary>Normalizes each sample by statistics of its own, in training and at inference alike. Shape unchanged.</summary>
public abstract class SampleNormAttribute : LayerAttribute
{
    private protected SampleNormAttribute()
    {
    }

    /// <summary>ε, above 0.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}

/// <summary>
/// <c>y = γ (x − mean) / √(variance + ε) + β</c> over all values of a sample, variance over n (Ba, Kiros and Hinton 2016). Weight γ and bias β have the input's shape, from 1 and 0.
/// PyTorch's <c>LayerNorm</c> of the whole shape.
/// </summary>
public sealed class LayerNormAttribute : SampleNormAttribute;

/// <summary>
/// <c>y = γ x / √(mean of x² + ε)</c> over all values of a sample (Zhang and Sennrich 2019). Weight γ has the input's shape, from 1. PyTorch's <c>RMSNorm</c> of the whole shape, with this ε.
/// </summary>
public sealed class RmsNormAttribute : SampleNormAttribute;

/// <summary>
/// <c>y = γ (x − mean) / √(variance + ε) + β</c> over each group of neighbouring channels of a sample, variance over n (Wu and He 2018). Weight γ and bias β are <c>[channels]</c>, from 1
/// and 0. PyTorch's <c>GroupNorm</c>.
/// </summary>
/// <param name="groups">Groups, at least 1; they divide the channels.</param>
public sealed class GroupNormAttribute(int groups) : SampleNormAttribute
{
    /// <summary>Groups of channels.</summary>
    public int Groups { get; } = groups;
}

/// <summary>
/// <c>y = (x − mean) / √(variance + ε)</c> over each channel of a sample, variance over n (Ulyanov, Vedaldi and Lempitsky 2016). Nothing is learned, as by default in PyTorch's
/// <c>InstanceNorm1d</c>, <c>InstanceNorm2d</c> and <c>InstanceNorm3d</c>.
/// </summary>
public sealed class InstanceNormAttribute : SampleNormAttribute;

/// <summary>
/// <c>y = x / (k + α/size · Σ x²)^β</c>, the sum over <paramref name="size"/> channels around the value's own, <c>⌊size/2⌋</c> before and <c>⌊(size − 1)/2⌋</c> after it, as far as there are
/// any (Krizhevsky, Sutskever and Hinton 2012). Shape unchanged. PyTorch's <c>LocalResponseNorm</c>.
/// </summary>
/// <param name="size">Channels in a sum, at least 1.</param>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>Channels in a sum.</summary>
    public int Size { get; } = size;

    /// <summary>α, at least 0.</summary>
    public float Alpha { get; set; } = 1e-4f;

    /// <summary>β, at least 0.</summary>
    public float Beta { get; set; } = 0.75f;

    /// <summary>k, above 0.</summary>
    public float K { get; set; } = 1f;
}
