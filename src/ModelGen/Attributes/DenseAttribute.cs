namespace ModelGen;

/// <summary>
/// Fully connected: <c>yₒ = bₒ + Σᵢ wₒᵢ xᵢ</c>. From <c>[inputs]</c> to <c>[units]</c>; weight <c>[units, inputs]</c>, bias <c>[units]</c>. PyTorch's <c>Linear</c>.
/// </summary>
/// <param name="units">Outputs, at least 1.</param>
public sealed class DenseAttribute(int units) : WeightedLayerAttribute
{
    /// <summary>Outputs.</summary>
    public int Units { get; } = units;
}

/// <summary>
/// During training each value is 0 with probability <paramref name="rate"/>, otherwise divided by <c>1 − rate</c>; at inference nothing happens
/// (Srivastava et al. 2014). Shape unchanged.
/// </summary>
/// <param name="rate">Probability, in [0, 1).</param>
public sealed class DropoutAttribute(float rate) : LayerAttribute
{
    /// <summary>Probability that a value is dropped.</summary>
    public float Rate { get; } = rate;
}

/// <summary>
/// During training each channel is 0 as a whole with probability <paramref name="rate"/>, otherwise divided by <c>1 − rate</c>; at inference nothing happens (Tompson et al. 2015).
/// On <c>[channels, height, width]</c>, shape unchanged. PyTorch's <c>Dropout2d</c>.
/// </summary>
/// <param name="rate">Probability, in [0, 1).</param>
public sealed class SpatialDropout2DAttribute(float rate) : LayerAttribute
{
    /// <summary>Probability that a channel is dropped.</summary>
    public float Rate { get; } = rate;
}

/// <summary>During training an independent normal number of mean 0 is added to each value; at inference nothing happens (Sietsma and Dow 1991). Shape unchanged.</summary>
/// <param name="deviation">The noise's standard deviation, at least 0.</param>
public sealed class GaussianNoiseAttribute(float deviation) : LayerAttribute
{
    /// <summary>The noise's standard deviation.</summary>
    public float Deviation { get; } = deviation;
}

/// <summary>
/// Normalizes each channel (or each feature of a vector) over the batch: <c>y = γ (x − mean) / √(variance + ε) + β</c> (Ioffe and Szegedy 2015). Shape unchanged.
/// Training uses the batch's statistics (variance over n) and moves the running ones by <c>running ← (1 − m)·running + m·batch</c> (variance over n − 1), as PyTorch does; inference uses
/// the running ones. Weight γ and bias β are <c>[channels]</c>, from 1 and 0.
/// </summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>m, the weight of the newest batch in the running statistics, in [0, 1].</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>ε, above 0.</summary>
    public float Epsilon { get; set; } = 1e-5f;
}
