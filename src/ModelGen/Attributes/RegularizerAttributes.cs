namespace ModelGen;

/// <summary>Adds <c>λ·Σ|w|</c> over all weights to the loss; biases and normalization's parameters are not counted. The gradient at 0 is 0.</summary>
/// <param name="lambda">λ, at least 0.</param>
public sealed class L1Attribute(float lambda) : RegularizerAttribute
{
    /// <summary>λ.</summary>
    public float Lambda { get; } = lambda;
}

/// <summary>Adds <c>λ·Σw²</c> over all weights to the loss (its gradient is <c>2λw</c>); biases and normalization's parameters are not counted.</summary>
/// <param name="lambda">λ, at least 0.</param>
public sealed class L2Attribute(float lambda) : RegularizerAttribute
{
    /// <summary>λ.</summary>
    public float Lambda { get; } = lambda;
}

/// <summary>Scales the whole gradient by <c>min(1, c / (‖g‖₂ + 1e-6))</c>. PyTorch's <c>clip_grad_norm_</c>.</summary>
/// <param name="norm">c, above 0.</param>
public sealed class ClipGradientNormAttribute(float norm) : RegularizerAttribute
{
    /// <summary>c.</summary>
    public float Norm { get; } = norm;
}

/// <summary>Limits each gradient to [−c, c], after clipping by norm. PyTorch's <c>clip_grad_value_</c>.</summary>
/// <param name="value">c, above 0.</param>
public sealed class ClipGradientValueAttribute(float value) : RegularizerAttribute
{
    /// <summary>c.</summary>
    public float Value { get; } = value;
}
