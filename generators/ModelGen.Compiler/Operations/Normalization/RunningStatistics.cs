using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Takes a batch's statistics into the running averages: running ← (1 − m)·running + m·batch, the variance as the unbiased n/(n − 1)·σ² of n = batch · positions values. Training
/// steps alone run it.
/// </summary>
public sealed record RunningStatistics(float Momentum, int Positions) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(RunningStatistics);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["mean", "variance", "runningMean", "runningVariance", "tracked"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => [];

    /// <inheritdoc/>
    public override bool HasEffect => true;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Array.Empty<Shape>();

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => $"Running mean and variance of {inputs[0].Shape.Count} channels";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (mean, variance, runningMean, runningVariance, tracked) = (call.Input(0), call.Input(1), call.Input(2), call.Input(3), call.Input(4));
        var count = (double)call.Batch * Positions;
        for (var channel = 0; channel < mean.Length; channel++)
        {
            runningMean[channel] = ((1.0 - Momentum) * runningMean[channel]) + (Momentum * mean[channel]);
            runningVariance[channel] = ((1.0 - Momentum) * runningVariance[channel]) + (Momentum * variance[channel] * count / (count - 1));
        }

        tracked[0]++;
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (momentum, rest) = (Literals.Float(Momentum), Literals.Float(1.0 - Momentum));
        kernel.Write($"""
            var count = (double)batch * {kernel.Size("Positions", Positions)};
            var unbiased = (float)(count / (count - 1));
            """);
        using (kernel.For("channel", kernel.Size("Channels", kernel.InputShape().Count), out var channel))
        {
            kernel.Write($"""
                ref var averageMean = ref {channel.In("runningMean")};
                averageMean = {rest} * averageMean + {momentum} * {channel.In("mean")};
                ref var averageVariance = ref {channel.In("runningVariance")};
                averageVariance = {rest} * averageVariance + {momentum} * ({channel.In("variance")} * unbiased);
                """);
        }

        kernel.Write("tracked += 1f;");
    }
}
