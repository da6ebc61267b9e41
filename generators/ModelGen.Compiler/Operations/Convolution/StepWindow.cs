using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>What a kernel sees at each step of a sequence, y[t, c, k] = x[t + k·dilation − before, c], with as many taps before a step as after it, or one fewer; 0 outside of the sequence.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Dilation">Steps between two taps.</param>
public sealed record StepWindow(int Kernel, int Dilation) : Operation
{
    /// <summary>Steps from the first tap to the one that the result belongs to.</summary>
    public int Before => Dilation * (Kernel - 1) / 2;

    /// <inheritdoc/>
    public override string Name => nameof(StepWindow);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["input", "lengths"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"StepWindow({Kernel}{(Dilation > 1 ? $", {Dilation}" : string.Empty)})");

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0].Count * Kernel);

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context) =>
        [context.AddIfNeeded(0, new StepWindowGradient(this, context.Input(0).Shape), context.OutputGradient, context.Input(1)), null];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => ForEachElement(call, call.TimeOf(), call.InputShape(0).Count, (from, to) => call.Output()[to] = call.Input(0)[from]);

    /// <summary>Visits what is seen of a sequence: the indices of input and output.</summary>
    internal void ForEachElement(ReferenceCall call, TimeAxis time, int width, Action<int, int> visit)
    {
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var length = call.LengthOf(time, sample);
            for (var i = 0; i < time.MaximumLength * width * Kernel; i++)
            {
                var (step, channel, tap) = (i / (width * Kernel), i / Kernel % width, i % Kernel);
                var source = step + (tap * Dilation) - Before;
                if (source >= 0 && source < length)
                {
                    visit((((sample * time.MaximumLength) + source) * width) + channel, (sample * time.MaximumLength * width * Kernel) + i);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, width) = (kernel.Vector, kernel.InputShape().Count);
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.ForSteps(out var step))
            using (kernel.For("tap", Kernel, out var tap))
            {
                kernel.Write($"""
                    var source = {step + (tap * Dilation) - Before};
                    var isSeen = {vector.Broadcast("source >= 0 ? -1 : 0")} & {vector.Compare("LessThan", vector.Broadcast("source"), "length")};
                    ref var from = ref {((Offset)"Math.Clamp(source, 0, steps - 1)" * (width * VectorWidth.Lanes)).In("input")};
                    """);
                using (kernel.For("channel", width, out var channel))
                {
                    var x = vector.Select("isSeen.AsSingle()", vector.Load("from", (channel * VectorWidth.Lanes) + lane), vector.Zero);
                    kernel.Write($"{vector.Store(x, "output", (((((step * width) + channel) * Kernel) + tap) * VectorWidth.Lanes) + lane)};");
                }
            }
        }
    }
}

/// <summary>The gradient of <see cref="StepWindow"/>: at each step of the sequence the sum over the windows that see it; 0 beyond its end.</summary>
/// <param name="Window">The window.</param>
/// <param name="Input">The shape of a step of its input.</param>
public sealed record StepWindowGradient(StepWindow Window, Shape Input) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(StepWindowGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Window);

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Input;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call) => Window.ForEachElement(call, call.TimeOf(), Input.Count, (to, from) => call.Output()[to] += call.Input(0)[from]);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, width) = (kernel.Vector, Input.Count);
        kernel.DeclareSteps(kernel.InputTime());
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write($"var length = {vector.Load("lengths", lane)};");
            using (kernel.ForSteps(out var step))
            {
                kernel.Write($"var isMeant = {StepChoice.All.Mask(vector)};");
                using (kernel.For("channel", width, out var channel))
                {
                    kernel.Write($"var sum = {vector.Zero};");
                    using (kernel.For("tap", Window.Kernel, out var tap))
                    {
                        kernel.Write($"var window = {step - (tap * Window.Dilation) + Window.Before};");
                        using (kernel.Block("if (window >= 0 && window < steps)"))
                        {
                            var place = ((((((Offset)"window" * width) + channel) * Window.Kernel) + tap) * VectorWidth.Lanes) + lane;
                            kernel.Write($"sum += {vector.Load("outputGradient", place)};");
                        }
                    }

                    kernel.Write($"{vector.Store(vector.Select("isMeant", "sum", vector.Zero), "inputGradient", (((step * width) + channel) * VectorWidth.Lanes) + lane)};");
                }
            }
        }
    }
}
