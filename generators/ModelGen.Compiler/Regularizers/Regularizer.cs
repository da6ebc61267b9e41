using ModelGen.Compiler.Diagnostics;

namespace ModelGen.Compiler.Regularizers;

/// <summary>Something that acts on the gradient besides the loss: a penalty on the weights, or clipping.</summary>
public abstract record Regularizer
{
    /// <summary>The name, as the catalogue spells it.</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with its constants.</summary>
    public abstract Problem? Validate();
}

/// <summary>λ·Σ|w| is added to the loss.</summary>
public sealed record L1(float Strength) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => nameof(L1);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.NotNegative("lambda", Strength);
}

/// <summary>λ·Σw² is added to the loss.</summary>
public sealed record L2(float Strength) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => nameof(L2);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.NotNegative("lambda", Strength);
}

/// <summary>The whole gradient is scaled down to this norm where it is longer.</summary>
public sealed record ClipGradientNorm(float Norm) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => nameof(ClipGradientNorm);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Positive("norm", Norm);
}

/// <summary>Each element of the gradient is clamped to ± this value.</summary>
public sealed record ClipGradientValue(float Value) : Regularizer
{
    /// <inheritdoc/>
    public override string Name => nameof(ClipGradientValue);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Positive("value", Value);
}
