using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Hyperparameters;

namespace ModelGen.Compiler.Optimizers;

/// <summary>A rule that turns a gradient into a change of the parameters.</summary>
/// <param name="Rate">The learning rate η.</param>
/// <param name="WeightDecay">λ; what it multiplies is the optimizer's choice.</param>
public abstract record Optimizer(float Rate, float WeightDecay)
{
    /// <summary>The name, as the catalogue spells it.</summary>
    public abstract string Name { get; }

    /// <summary>Its numbers beside rate and weight decay: emitted code reads the k-th as <c>range.Own(k)</c>.</summary>
    public abstract IReadOnlyList<Hyperparameter> Own { get; }

    /// <summary>All of its numbers.</summary>
    public IReadOnlyList<Hyperparameter> Hyperparameters =>
        [new("rate", Rate, HyperparameterRange.Positive), new("WeightDecay", WeightDecay, HyperparameterRange.NotNegative), .. Own];

    /// <summary>What is wrong with its constants.</summary>
    public virtual Problem? Validate() => Hyperparameters.Select(hyperparameter => hyperparameter.Validate()).FirstOrDefault(problem => problem is not null);

    /// <summary>Values that it keeps for each parameter.</summary>
    public abstract int Slots { get; }

    /// <summary>Values that it keeps once, from 1 at first, and <see cref="EmitBegin"/> changes.</summary>
    public virtual int Scalars => 0;

    /// <summary>The reference meaning: updates one parameter in double precision.</summary>
    /// <param name="parameter">The parameter's value.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="slots">What is kept for it.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <returns>The new value.</returns>
    public abstract double Update(double parameter, double gradient, Span<double> slots, long step);

    /// <summary>Its numbers that are 0 where it updates rows of sparse tensors, as others would move rows that a step has not used; null where it always would.</summary>
    public virtual IReadOnlyList<string>? ZeroForRows => null;

    /// <summary>The reference meaning for a parameter of a row that the step used: for all others it is as if there was no step.</summary>
    /// <inheritdoc cref="Update"/>
    public virtual double UpdateOfRow(double parameter, double gradient, Span<double> slots, long step) => Update(parameter, gradient, slots, step);

    /// <summary>Writes what happens once a step, before any parameter is updated; <c>scoped in ParameterRange range</c> is in scope.</summary>
    /// <param name="writer">Where to write.</param>
    public virtual void EmitBegin(CodeWriter writer)
    {
    }

    /// <summary>Writes the update of a range of the flat buffers: the body of a method with <c>scoped in ParameterRange range</c> in scope.</summary>
    /// <param name="writer">Where to write; what is left over by vectors is done one by one, with the same bits.</param>
    public abstract void Emit(UpdateWriter writer);
}
