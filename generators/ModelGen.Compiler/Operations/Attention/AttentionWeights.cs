using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>The shares of <see cref="Attention"/> as a result: 0 for the steps that a query does not see, where the kernel leaves memory as it is.</summary>
/// <param name="Causal">Whether a step sees no later one.</param>
public sealed record AttentionWeights(bool Causal) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(AttentionWeights);

    /// <summary>The keys are there for their time axis alone.</summary>
    public override IReadOnlyList<string> InputNames => ["shares", "key", "lengths"];

    /// <inheritdoc/>
    public override bool KernelReads(int input) => input != 1;

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <summary>What a step does not see has no gradient either.</summary>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) => [context.AddIfNeeded(0, this, context.OutputGradient, context.Input(1), context.Input(2)), null, null];

    /// <inheritdoc/>
    public override IReadOnlyList<Value>? ForStep(StepContext context) => !context.IsStepped(1) ? context.Copy()
        : Causal ? [context.Add(this with { Causal = false }, context.Input(0), context.Input(1), context.StepsSoFar())] : null;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (time, steps, shape) = (call.TimeOf(1), call.Node.Inputs[0].Time?.MaximumLength ?? 1, call.OutputShape());
        for (var i = 0; i < call.Output().Length; i++)
        {
            var (row, key) = (i / shape.Count, i % shape[1]);
            var length = call.LengthOf(time, row / steps);
            call.Output()[i] = key < (Causal ? Math.Min((row % steps) + 1, length) : length) ? call.Input(0)[i] : 0;
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, shape) = (kernel.Vector, kernel.OutputShape());
        kernel.Write($"var steps = {(kernel.TimeOf(0) is { } queries ? $"block.Steps({queries.Lengths})" : "1")};");
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.ForSteps(out var step))
            {
                kernel.Write($"var seen = {(Causal ? $"{vector.Class}.Min(length, {vector.Broadcast("step + 1")})" : "length")};");
                using (kernel.For("head", shape[0], out var head))
                using (kernel.For("s", shape[1], out var key))
                {
                    var place = kernel.Declare("place", (((((step * shape[0]) + head) * shape[1]) + key) * VectorWidth.Lanes) + lane);
                    var isSeen = $"{vector.Compare("LessThan", vector.Broadcast($"{key}"), "seen")}.AsSingle()";
                    kernel.Write($"{vector.Store(vector.Select(isSeen, vector.Load("shares", place), vector.Zero), "output", place)};");
                }
            }
        }
    }
}
