using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β for each channel (Ioffe and Szegedy 2015), μ and σ² being the batch's in training and running averages in inference; PyTorch's
/// <c>BatchNorm1d</c> and <c>BatchNorm2d</c>. Running averages take the unbiased variance: running ← (1 − m)·running + m·batch.
/// </summary>
public sealed record BatchNorm(float Momentum = 0.1f, float Epsilon = 1e-5f) : CompositeOperation
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchNorm);

    /// <inheritdoc/>
    public override Problem? Validate() => (Momentum is >= 0 and <= 1 ? null : Constants.OutOfRange("Momentum", Momentum, "from 0 to 1")) ?? Constants.Positive("Epsilon", Epsilon);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "weight", "bias", "runningMean", "runningVariance", "tracked"];

    /// <inheritdoc/>
    public override int WeightCount => 5;

    /// <summary>A vector has one value of each feature a sample, so its variance needs two samples; PyTorch refuses one, too.</summary>
    public override int MinimumBatch(IReadOnlyList<Value> inputs) => inputs[0].Shape.Count == inputs[0].Shape[0] ? 2 : 1;

    /// <inheritdoc/>
    public override bool TakesSteps => false;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Weight> Weights(IReadOnlyList<Shape> inputs)
    {
        var channels = Shape.Of(inputs[0][0]);
        return
        [
            new Weight("weight", channels, Initial.Ones),
            new Weight("bias", channels, Initial.Zeros),
            new Weight("running_mean", channels, Initial.Zeros, IsState: true),
            new Weight("running_var", channels, Initial.Ones, IsState: true),
            new Weight("num_batches_tracked", Shape.Of(), Initial.Zeros, IsState: true, IsInteger: true),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Value> Lower(LoweringContext context)
    {
        var (input, weight, bias) = (context.Inputs[0], context.Inputs[1], context.Inputs[2]);
        var (runningMean, runningVariance, tracked) = (context.Inputs[3], context.Inputs[4], context.Inputs[5]);
        if (context.Mode == ProgramMode.Inference)
        {
            var scale = context.Add(new BatchNormCoefficients(Epsilon), weight, bias, runningMean, runningVariance);
            return [context.Add(new ScaleShift(), input, scale, scale.Producer!.Outputs[1])];
        }

        var mean = context.Add(new BatchMean(), input, context.SampleWeight);
        var variance = context.Add(new BatchVariance(), input, mean, context.SampleWeight);
        _ = context.Add(new RunningStatistics(Momentum, input.Shape.Count / input.Shape[0]), mean, variance, runningMean, runningVariance, tracked);
        return [context.Add(new Normalize(Epsilon), input, mean, variance, weight, bias)];
    }
}
