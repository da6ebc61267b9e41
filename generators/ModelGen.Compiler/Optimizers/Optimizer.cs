using System.Globalization;
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

    /// <summary>What decides the code itself: <c>Nesterov</c>, <c>AmsGrad</c>.</summary>
    public virtual IReadOnlyList<(string Name, bool Value)> Flags => [];

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

    /// <summary>Writes what happens once a step, before any parameter is updated; <c>scoped in ParameterRange range</c> is in scope.</summary>
    /// <param name="writer">Where to write.</param>
    public virtual void EmitBegin(CodeWriter writer)
    {
    }

    /// <summary>Writes the update of a range of the flat buffers: the body of a method with <c>scoped in ParameterRange range</c> in scope.</summary>
    /// <param name="writer">Where to write; what is left over by vectors is done one by one, with the same bits.</param>
    public abstract void Emit(UpdateWriter writer);

    /// <summary>As the user would declare it, with all constants.</summary>
    public sealed override string ToString()
    {
        var own = Own.Select(hyperparameter => $"{hyperparameter.Argument} = {Literals.Float(hyperparameter.Declared)}");
        var flags = Flags.Select(flag => $"{flag.Name} = {Literals.Boolean(flag.Value)}");
        return $"{Name}({string.Join(", ", [Literals.Float(Rate), .. own, .. flags, $"WeightDecay = {Literals.Float(WeightDecay)}"])})";
    }

    /// <summary>The decimal number that the user wrote, to double precision: 1 − 0.999f is off by 1e-5 of itself, which the correction of the first steps would show. The runtime reads its numbers so too.</summary>
    protected static double AsWritten(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
