using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A layer that draws random numbers in training, and does nothing in inference.</summary>
/// <param name="Index">A number of its own in the model: with the seed, the step and the sample it determines each random number.</param>
/// <param name="Slot">Where its rate or deviation is read from while training runs; −1 where it cannot change.</param>
public abstract record RandomLayer(int Index, int Slot) : CompositeOperation, ITunable
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Value> Lower(LoweringContext context) => context.Mode == ProgramMode.Inference || (Slot < 0 && Hyperparameter.Declared == 0) ? context.Inputs : [Disturb(context, context.Inputs[0])];

    /// <summary>The rate or deviation; at 0 the layer does nothing.</summary>
    public abstract Hyperparameter Hyperparameter { get; }

    /// <inheritdoc/>
    public sealed override Problem? Validate() => Hyperparameter.Validate();

    /// <inheritdoc/>
    public Operation At(int slot) => this with { Slot = slot };

    /// <summary>The layer's result in training.</summary>
    private protected abstract Value Disturb(LoweringContext context, Value input);
}
