using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// In training each value is dropped with probability <paramref name="Rate"/> and the others are multiplied by 1/(1 − rate), so that the expectation stays (Srivastava et al. 2014);
/// in inference nothing happens.
/// </summary>
/// <param name="Rate">Probability of dropping.</param>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
public sealed record Dropout(float Rate, int Index = 0) : RandomLayer(Index)
{
    /// <inheritdoc/>
    public override string Name => nameof(Dropout);

    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Fraction("rate", Rate);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Dropout({Rate})");

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        if (context.Mode == ProgramMode.Inference || Rate <= 0)
        {
            return context.Inputs;
        }

        var mask = context.Add(new DropoutMask(Rate, Index, context.Inputs[0].Shape));
        return [context.Add(new Multiply(), context.Inputs[0], mask)];
    }
}
