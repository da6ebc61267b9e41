using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>A layer that normalizes each sample by statistics of its own, in training and inference alike.</summary>
public abstract record SampleNorm(float Epsilon) : CompositeOperation
{
    /// <inheritdoc/>
    public override Problem? Validate() => Constants.Positive("Epsilon", Epsilon);

    /// <summary>The layer's groups, for its input's shape.</summary>
    private protected abstract SampleGroups Layout(Shape input);

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) =>
        Layout(inputs[0]).Size == 1 ? Problem.Of(Rules.NothingToNormalize) : inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var input = context.Inputs[0];
        var layout = Layout(input.Shape);
        var statistics = context.Add(new SampleStatistics(layout with { Weights = 0, HasBias = false }, Epsilon), input).Producer!.Outputs;
        return [context.Add(new NormalizeSample(layout), [input, .. statistics, .. context.Inputs.Skip(1)])];
    }
}
