using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Hyperparameters;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// In training each channel of [channels, height, width] is dropped as a whole with probability <paramref name="Rate"/> and the others are multiplied by 1/(1 − rate) (Tompson et al. 2015); in
/// inference nothing happens. PyTorch's <c>Dropout2d</c>.
/// </summary>
/// <param name="Rate">Probability of dropping.</param>
/// <param name="Index">See <see cref="RandomLayer"/>.</param>
/// <param name="Slot">See <see cref="RandomLayer"/>.</param>
public sealed record SpatialDropout2D(float Rate, int Index = 0, int Slot = -1) : RandomLayer(Index, Slot)
{
    /// <inheritdoc/>
    public override string Name => nameof(SpatialDropout2D);

    /// <inheritdoc/>
    public override Hyperparameter Hyperparameter => new("rate", Rate, HyperparameterRange.Fraction);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"SpatialDropout2D({Rate})");

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Rank == 3 ? inputs[0] : Problem.Of(Rules.ImageExpected);

    private protected override Value Disturb(LoweringContext context, Value input) => context.Add(new MaskChannels(), input, context.Add(new DropoutMask(Rate, Index, Shape.Of(input.Shape[0]), Slot, input.Time)));
}

/// <summary>Each channel of a sample times a number of its own, which is a constant to the gradient.</summary>
public sealed record MaskChannels : ChannelMap
{
    /// <inheritdoc/>
    public override string Name => nameof(MaskChannels);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "mask"];

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new MaskChannels(), context.OutputGradient, context.Input(1)), null];

    private protected override double Function(ReferenceCall call, int sample, int channel, int element) =>
        call.Input(0)[element] * call.Input(1)[(sample * call.InputShape(1).Count) + channel];

    private protected override void EmitOperands(KernelWriter kernel, int positions, Offset channel, Offset lane) =>
        kernel.Write($"var factor = {kernel.Vector.Load("mask", (channel * VectorWidth.Lanes) + lane)};");

    private protected override string Expression(VectorWidth vector, Offset offset) => $"{vector.Load("input", offset)} * factor";
}
