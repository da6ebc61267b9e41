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

/// <summary>
/// Decoupled decay (Loshchilov and Hutter 2019), whatever the optimizer: <c>w ← w − ηλw</c> before its update, η being the step's rate; biases and normalization's parameters do not decay. The optimizers'
/// own <c>WeightDecay</c> is for all parameters.
/// </summary>
/// <param name="lambda">λ, at least 0.</param>
public sealed class WeightDecayAttribute(float lambda) : RegularizerAttribute
{
    /// <summary>λ.</summary>
    public float Lambda { get; } = lambda;
}

/// <summary>
/// After each step, scales the weights of each unit down to this norm where theirs is larger (Srivastava et al. 2014, section 5.1): each row of a weight's first axis, as PyTorch's <c>renorm</c> over axis 0 (of the second for <c>ConvTranspose2D</c>, whose first is the input's); biases
/// and normalization's parameters are not counted.
/// </summary>
/// <param name="norm">c, at least 0, which is for no limit: one that running code may set.</param>
public sealed class MaxNormAttribute(float norm) : RegularizerAttribute
{
    /// <summary>c.</summary>
    public float Norm { get; } = norm;
}

/// <summary>Scales the whole gradient by <c>min(1, c / (‖g‖₂ + 1e-6))</c>. PyTorch's <c>clip_grad_norm_</c>.</summary>
/// <param name="norm">c, at least 0, which is for no limit: one that running code may set.</param>
public sealed class ClipGradientNormAttribute(float norm) : RegularizerAttribute
{
    /// <summary>c.</summary>
    public float Norm { get; } = norm;
}

/// <summary>Limits each gradient to [−c, c], after clipping by norm. PyTorch's <c>clip_grad_value_</c>.</summary>
/// <param name="value">c, at least 0, which is for no limit: one that running code may set.</param>
public sealed class ClipGradientValueAttribute(float value) : RegularizerAttribute
{
    /// <summary>c.</summary>
    public float Value { get; } = value;
}
