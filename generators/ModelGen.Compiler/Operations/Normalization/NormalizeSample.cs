using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// y = γ·(x − μ)/√(σ² + ε) + β with the statistics of the value's group in its sample (see <see cref="SampleStatistics"/>); then the activation that was fused into it, if any. The gradient
/// rule covers how the statistics depend on x.
/// </summary>
public sealed record NormalizeSample(SampleGroups Layout, Elementwise? Activation = null) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalizeSample);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames =>
        ["input", .. Layout.Statistics, .. Layout.HasWeight ? ["weight"] : Array.Empty<string>(), .. Layout.HasBias ? ["bias"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public override string Describe() => Activation is null ? Name : $"{Name} + {Activation.Describe()}";

    /// <inheritdoc/>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override Operation? Fuse(Elementwise activation) => Activation is null ? this with { Activation = activation } : null;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, gradient) = (context.Input(0), context.OutputGradient);
        var statistics = Enumerable.Range(1, Layout.Statistics.Count()).Select(context.Input).ToArray();
        var weight = 1 + statistics.Length;
        Value[] weights = Layout.HasWeight ? [context.Input(weight)] : [];
        var gradients = new List<Value?> { context.AddIfNeeded(0, new NormalizeSampleInputGradient(Layout with { HasBias = false }), [gradient, input, .. statistics, .. weights]) };
        gradients.AddRange(statistics.Select(_ => (Value?)null));
        if (Layout.HasWeight)
        {
            gradients.Add(context.AddIfNeeded(weight, new NormalizeSampleWeightGradient(Layout, context.Input(weight).Shape), [gradient, input, .. statistics]));
        }

        if (Layout.HasBias)
        {
            gradients.Add(context.AddIfNeeded(weight + 1, new BiasGradient(context.Input(weight + 1).Shape), gradient));
        }

        return gradients;
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var output = call.Output();
        var normalized = new NormalizedSample(Layout, call, input: 0);
        for (var i = 0; i < output.Length; i++)
        {
            var bias = Layout.HasBias ? call.Input(InputNames.Count - 1)[Layout.WeightOf(i % Layout.Elements)] : 0;
            var result = (normalized[i] * normalized.Gain(i)) + bias;
            output[i] = Activation is null ? result : Activation.Function(result);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        Layout.ForGroups(kernel, (group, lane) => Layout.ForValues(kernel, group, lane, (element, offset) =>
        {
            var value = $"{Layout.Centered(vector.Load("input", offset))} * scale";
            var scaled = Layout.HasWeight ? $"{value} * {Layout.Gain(vector, element)}" : value;
            var result = Layout.HasBias ? vector.MultiplyAdd(value, Layout.Gain(vector, element), Layout.Bias(vector, element)) : scaled;
            kernel.Write($"""
                var result = {result};
                {vector.Store(Activation is null ? "result" : Activation.Vector(vector, "result"), "output", offset)};
                """);
        }));
    }
}

/// <summary>
/// The gradient of what <see cref="NormalizeSample"/> normalizes: dx = (g − mean g − x̂ · mean(g·x̂)) / √(σ² + ε) with g = γ·dy, x̂ = (x − μ)/√(σ² + ε) and means over the group; without
/// centering the mean of g is not subtracted.
/// </summary>
public sealed record NormalizeSampleInputGradient(SampleGroups Layout) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalizeSampleInputGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", .. Layout.Statistics, .. Layout.HasWeight ? ["weight"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <summary>A group's sums are known before its first result is written.</summary>
    public override int InPlaceInput => 0;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, inputGradient) = (call.Input(0), call.Output());
        var normalized = new NormalizedSample(Layout, call, input: 1);
        for (var first = 0; first < inputGradient.Length; first += Layout.Size)
        {
            var group = Enumerable.Range(first, Layout.Size).ToArray();
            var level = Layout.IsCentered ? group.Average(i => outputGradient[i] * normalized.Gain(i)) : 0;
            var slope = group.Average(i => outputGradient[i] * normalized.Gain(i) * normalized[i]);
            foreach (var i in group)
            {
                inputGradient[i] = ((outputGradient[i] * normalized.Gain(i)) - level - (normalized[i] * slope)) * normalized.Scale(i);
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        Layout.ForGroups(kernel, (group, lane) =>
        {
            var share = vector.Constant(-1.0 / Layout.Size);
            kernel.Write($"var slope = {vector.Zero};{(Layout.IsCentered ? $"\nvar level = {vector.Zero};" : string.Empty)}");
            Layout.SumValues(kernel, group, Layout.IsCentered ? ["slope", "level"] : ["slope"], (chain, element) => kernel.Write($"""
                var offset{chain} = {(element * VectorWidth.Lanes) + lane};
                var gradient{chain} = {Gradient(element, $"offset{chain}")};
                slope{chain} = {vector.MultiplyAdd($"gradient{chain}", Layout.Centered(vector.Load("input", $"offset{chain}")), $"slope{chain}")};{(Layout.IsCentered ? $"\nlevel{chain} += gradient{chain};" : string.Empty)}
                """));
            kernel.Write($"slope = slope * scale * scale * {share};{(Layout.IsCentered ? $"\nlevel = level * {share};" : string.Empty)}");
            Layout.ForValues(kernel, group, lane, (element, offset) =>
            {
                var gradient = Layout.IsCentered ? $"({Gradient(element, offset)} + level)" : Gradient(element, offset);
                kernel.Write($"{vector.Store($"scale * {vector.MultiplyAdd(Layout.Centered(vector.Load("input", offset)), "slope", gradient)}", "inputGradient", offset)};");
            });
        });

        string Gradient(Offset element, Offset offset) => Layout.HasWeight
            ? $"{vector.Load("outputGradient", offset)} * {Layout.Gain(vector, element)}"
            : vector.Load("outputGradient", offset);
    }
}

/// <summary>The gradient of the gain of <see cref="NormalizeSample"/>: dγ += Σ over samples and the gain's values of dy·x̂, with x̂ = (x − μ)/√(σ² + ε).</summary>
public sealed record NormalizeSampleWeightGradient(SampleGroups Layout, Shape Weight) : ChannelSum
{
    /// <inheritdoc/>
    public override string Name => nameof(NormalizeSampleWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input", .. Layout.Statistics];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Weight;

    private protected override double Term(ReferenceCall call, int sample, int channel, int element) =>
        call.Input(0)[element] * new NormalizedSample(Layout with { Weights = 0 }, call, input: 1)[element];

    private protected override void EmitOperands(KernelWriter kernel, int tile, int positions, Offset channel, Offset lane)
    {
        for (var t = 0; t < tile; t++)
        {
            var statistic = Layout.StatisticOf(channel + t, lane);
            kernel.Write($"var scale{t} = {kernel.Vector.Load("inverse", statistic)};");
            if (Layout.IsCentered)
            {
                kernel.Write($"var center{t} = {kernel.Vector.Load("mean", statistic)};");
            }
        }
    }

    private protected override string Add(KernelWriter kernel, string sum, int number, Offset offset) => kernel.Vector.MultiplyAdd(
        kernel.Vector.Load("outputGradient", offset),
        Layout.IsCentered ? $"{kernel.Vector.Load("input", offset)} - center{number}" : kernel.Vector.Load("input", offset),
        sum);

    private protected override string Result(string sum, int number) => $"{sum} * scale{number}";
}

/// <summary>x̂ = (x − μ)/√(σ² + ε) in the reference.</summary>
internal readonly struct NormalizedSample(SampleGroups layout, ReferenceCall call, int input)
{
    /// <summary>x̂ of an element of the batch.</summary>
    public double this[int element] => (call.Input(input)[element] - (layout.IsCentered ? call.Input(input + 1)[Group(element)] : 0)) * Scale(element);

    /// <summary>1/√(σ² + ε) of an element's group.</summary>
    public double Scale(int element) => call.Input(input + layout.Statistics.Count())[Group(element)];

    /// <summary>γ of an element.</summary>
    public double Gain(int element) => layout.HasWeight ? call.Input(input + 1 + layout.Statistics.Count())[layout.WeightOf(element % layout.Elements)] : 1;

    private int Group(int element) => element / layout.Size;
}
