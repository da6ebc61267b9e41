using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// <see cref="Conv1D"/> along the steps of sequences, y[t, o] = b[o] + Σ over c, k of W[o, c, k] · x[t + k·dilation − before, c]: as many steps as the input has, what is outside of a sequence being 0. It is a dense layer of each step's
/// <see cref="StepWindow"/>.
/// </summary>
/// <param name="Declared">The convolution as it was declared.</param>
public sealed record StepConvolution(Conv1D Declared) : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => Declared.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Declared.HasBias ? ["input", "lengths", "weight", "bias"] : ["input", "lengths", "weight"];

    /// <inheritdoc/>
    public override int WeightCount => Declared.WeightCount;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override IReadOnlyList<int> SequenceOperands => [0];

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override string Describe() => Declared.Describe();

    /// <inheritdoc/>
    public override Problem? Validate() => Declared.Validate();

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        Declared is { Stride: 1, Groups: 1, Padding: 0 or Convolution.Same } ? Shape.Of(Declared.Filters) : Problem.Of(Rules.ConvolutionKeepsSteps);

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs) => Declared.Weights(inputs);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => (long)Declared.Filters * inputs[0].Shape.Count * Declared.KernelSize;

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var window = context.Add(new StepWindow(Declared.KernelSize, Declared.Dilation), context.Inputs[0], context.Inputs[1]);
        var weight = context.Add(new Reshape(Shape.Of(Declared.Filters, window.Shape.Count)), context.Inputs[2]);
        return [context.Add(new Dense(Declared.Filters, Declared.HasBias), [window, weight, .. context.Inputs.Skip(3)])];
    }
}
