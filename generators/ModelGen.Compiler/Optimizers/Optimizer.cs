using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Optimizers;

/// <summary>A rule that turns a gradient into a change of the parameters.</summary>
public abstract record Optimizer
{
    /// <summary>The name, as the catalogue spells it.</summary>
    public abstract string Name { get; }

    /// <summary>What is wrong with its constants.</summary>
    public abstract Problem? Validate();

    /// <summary>Values that it keeps for each parameter.</summary>
    public abstract int Slots { get; }

    /// <summary>The reference meaning: updates one parameter in double precision.</summary>
    /// <param name="parameter">The parameter's value.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    /// <param name="slots">What is kept for it.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <returns>The new value.</returns>
    public abstract double Update(double parameter, double gradient, Span<double> slots, long step);

    /// <summary>
    /// Writes the update of a range of the flat buffers: the body of a method with <c>scoped in ParameterRange range</c> in scope.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="vector">The vectors to write for; what is left over is done one by one, with the same bits.</param>
    /// <param name="clipValue">The gradient is clamped to ±this first; null for none.</param>
    public abstract void Emit(CodeWriter writer, VectorWidth vector, float? clipValue);
}
