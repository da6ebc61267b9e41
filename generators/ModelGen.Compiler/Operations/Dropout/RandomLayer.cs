using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A layer that draws random numbers in training, and does nothing in inference.</summary>
/// <param name="Index">A number of its own in the model: with the seed, the step and the sample it determines each random number.</param>
public abstract record RandomLayer(int Index) : CompositeOperation
{
    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> InputNames => ["input"];

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Value> Lower(LoweringContext context) => context.Mode == ProgramMode.Inference || !Acts ? context.Inputs : [Disturb(context, context.Inputs[0])];

    /// <summary>Whether the layer does anything in training.</summary>
    private protected abstract bool Acts { get; }

    /// <summary>The layer's result in training.</summary>
    private protected abstract Value Disturb(LoweringContext context, Value input);
}
