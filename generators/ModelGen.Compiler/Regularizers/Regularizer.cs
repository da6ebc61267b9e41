using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Regularizers;

/// <summary>Something that acts on weights or gradients besides the loss: a penalty, a decay, a limit. What it does is in the runtime (<c>Penalties</c>, <c>ParameterUpdate</c>, <c>MaxNorm</c>) and in the optimizer's update.</summary>
/// <param name="Argument">What its number is called.</param>
/// <param name="Value">The number, at least 0, which is for none.</param>
public abstract record Regularizer(string Argument, float Value)
{
    /// <summary>The name, as the catalogue spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it acts on weights that have no gradient too.</summary>
    public virtual bool ActsWithoutGradient => true;

    /// <summary>What is wrong with its constant.</summary>
    public Problem? Validate() => new Hyperparameter(Argument, Value, HyperparameterRange.NotNegative).Validate();

    /// <summary>The number of several regularizers of this kind, which are one to the runtime: penalties and decays add up, of limits the smallest holds.</summary>
    public virtual float Joined(IEnumerable<float> values) => values.Where(value => value > 0).DefaultIfEmpty().Min();

    /// <summary>What a row of regularizers means to the runtime: one number for each kind, by its name.</summary>
    public static IEnumerable<Hyperparameter> Join(IEnumerable<Regularizer> regularizers) => regularizers
        .GroupBy(regularizer => regularizer.Name)
        .Select(kind => new Hyperparameter(kind.Key, kind.First().Joined(kind.Select(regularizer => regularizer.Value)), HyperparameterRange.NotNegative));
}

/// <summary>λ·Σ|w| is added to the loss.</summary>
public sealed record L1(float Strength) : Regularizer("lambda", Strength)
{
    /// <inheritdoc/>
    public override string Name => nameof(L1);

    /// <inheritdoc/>
    public override float Joined(IEnumerable<float> values) => values.Sum();
}

/// <summary>λ·Σw² is added to the loss.</summary>
public sealed record L2(float Strength) : Regularizer("lambda", Strength)
{
    /// <inheritdoc/>
    public override string Name => nameof(L2);

    /// <inheritdoc/>
    public override float Joined(IEnumerable<float> values) => values.Sum();
}

/// <summary>Decoupled decay (Loshchilov and Hutter 2019): w ← w − ηλw before the optimizer's update.</summary>
public sealed record DecoupledWeightDecay(float Strength) : Regularizer("lambda", Strength)
{
    /// <summary>Another name than that of the optimizers' own decay.</summary>
    public override string Name => nameof(DecoupledWeightDecay);

    /// <inheritdoc/>
    public override float Joined(IEnumerable<float> values) => values.Sum();
}

/// <summary>The weights of each unit are scaled down to this norm after each step where it is longer (Srivastava et al. 2014, section 5.1).</summary>
public sealed record MaxNorm(float Norm) : Regularizer("norm", Norm)
{
    /// <inheritdoc/>
    public override string Name => nameof(MaxNorm);
}

/// <summary>The whole gradient is scaled down to this norm where it is longer.</summary>
public sealed record ClipGradientNorm(float Norm) : Regularizer("norm", Norm)
{
    /// <inheritdoc/>
    public override string Name => nameof(ClipGradientNorm);

    /// <inheritdoc/>
    public override bool ActsWithoutGradient => false;
}

/// <summary>Each element of the gradient is clamped to ± this value.</summary>
public sealed record ClipGradientValue(float Limit) : Regularizer("value", Limit)
{
    /// <inheritdoc/>
    public override string Name => nameof(ClipGradientValue);

    /// <inheritdoc/>
    public override bool ActsWithoutGradient => false;
}
