using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// In training each value is dropped with probability <paramref name="Rate"/> and the others are multiplied by 1/(1 − rate), so that the expectation stays (Srivastava et al. 2014);
/// in inference nothing happens.
/// </summary>
/// <param name="Rate">Probability of dropping.</param>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
/// <param name="Slot">See <see cref="RandomLayer"/>.</param>
public sealed record Dropout(float Rate, int Index = 0, int Slot = -1) : RandomLayer(Index, Slot)
{
    /// <inheritdoc/>
    public override string Name => nameof(Dropout);

    /// <inheritdoc/>
    public override Hyperparameter Hyperparameter => new("rate", Rate, HyperparameterRange.Fraction);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Dropout({Rate})");

    private protected override Value Disturb(LoweringContext context, Value input) => context.Add(new Multiply(), input, context.Add(new DropoutMask(Rate, Index, input.Shape, Slot, input.Time)));
}
