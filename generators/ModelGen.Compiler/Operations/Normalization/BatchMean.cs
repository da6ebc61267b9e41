using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>Each channel's mean over the batch and all positions: Σ w·x / positions, w being 1 / batch.</summary>
public sealed record BatchMean : ChannelSum
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchMean);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "sampleWeight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["mean"];

    /// <inheritdoc/>
    public override bool SumsElements => true;

    private protected override double Term(ReferenceCall call, int sample, int channel, int element) =>
        call.Input(0)[element] * call.Input(1)[sample] * call.OutputShape().Count / call.InputShape(0).Count;

    private protected override void EmitOperands(KernelWriter kernel, int tile, int positions, Offset channel, Offset lane) =>
        kernel.Write($"var share = {kernel.Vector.Load("sampleWeight", lane)} * {kernel.Vector.Constant(1.0 / positions)};");

    private protected override string Add(KernelWriter kernel, string sum, int number, Offset offset) => $"{sum} + {kernel.Vector.Load("input", offset)}";

    private protected override string Result(string sum, int number) => $"{sum} * share";
}

/// <summary>Each channel's biased variance over the batch and all positions, around a mean that is known already: Σ w·(x − μ)² / positions.</summary>
public sealed record BatchVariance : ChannelSum
{
    /// <inheritdoc/>
    public override string Name => nameof(BatchVariance);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "mean", "sampleWeight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["variance"];

    private protected override double Term(ReferenceCall call, int sample, int channel, int element)
    {
        var difference = call.Input(0)[element] - call.Input(1)[channel];
        return difference * difference * call.Input(2)[sample] * call.OutputShape().Count / call.InputShape(0).Count;
    }

    private protected override void EmitOperands(KernelWriter kernel, int tile, int positions, Offset channel, Offset lane)
    {
        kernel.Write($"var share = {kernel.Vector.Load("sampleWeight", lane)} * {kernel.Vector.Constant(1.0 / positions)};");
        for (var t = 0; t < tile; t++)
        {
            kernel.Write($"var mean{t} = {kernel.Vector.Broadcast((channel + t).In("mean"))};");
        }
    }

    private protected override string Add(KernelWriter kernel, string sum, int number, Offset offset)
    {
        kernel.Write($"var difference{number} = {kernel.Vector.Load("input", offset)} - mean{number};");
        return kernel.Vector.MultiplyAdd($"difference{number}", $"difference{number}", sum);
    }

    private protected override string Result(string sum, int number) => $"{sum} * share";
}
