using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Scaled dot-product attention of several heads (Vaswani et al. 2017, section 3.2): for each step of the queries softmax(q·kᵀ/√d)·v over the steps of the keys; the shares are kept for the backward pass. What the queries come from may
/// have steps of its own, the keys' steps, or none.
/// </summary>
/// <param name="Heads">Heads, each of which sees its own part of the features.</param>
/// <param name="Causal">Whether a step sees no later one.</param>
public sealed record Attention(int Heads, bool Causal) : Operation
{
    // Keys that share the loads of a query, and features that share those of a key's share.
    private const int KeyTile = 4, FeatureTile = 8;

    /// <inheritdoc/>
    public override string Name => nameof(Attention);

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"Attention({Heads}{(Causal ? ", causal" : string.Empty)})");

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["query", "key", "value", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["output", "shares"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <summary>The keys' largest length is that of the time axis, which shapes do not know.</summary>
    public required int Keys { get; init; }

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[0].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new[] { inputs[0], Shape.Of(Heads, Keys) };

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 2L * inputs[0].Elements * Keys;

    /// <inheritdoc/>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var gradients = context.Add(new AttentionGradient(this), context.OutputGradient, context.Input(0), context.Input(1), context.Input(2), context.Output(1), context.Input(3)).Producer!.Outputs;
        return [.. Enumerable.Range(0, 3).Select(input => context.Needs(input) ? gradients[input] : null), null];
    }

    /// <summary>Keys and values of earlier steps are kept; those of another sequence are there from the start.</summary>
    public override IReadOnlyList<Value>? ForStep(StepContext context)
    {
        if (!context.IsStepped(1))
        {
            return Causal ? null : context.Copy();
        }

        return !Causal || !context.IsStepped(2) ? null
            : context.Add(this with { Causal = false }, context.Input(0), context.Append(context.Input(1)), context.Append(context.Input(2)), context.StepsSoFar()).Producer!.Outputs;
    }

    /// <summary>The steps of the keys that a step of the queries sees.</summary>
    internal int Seen(int step, int length) => Causal ? Math.Min(step + 1, length) : length;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (query, key, value, output, shares) = (call.Input(0), call.Input(1), call.Input(2), call.Output(), call.Output(1));
        var (time, size) = (call.TimeOf(1), call.OutputShape().Count);
        var (steps, width) = (call.Node.Inputs[0].Time?.MaximumLength ?? 1, size / Heads);
        for (var row = 0; row < call.Batch * steps; row++)
        {
            var first = row / steps * time.MaximumLength;
            var seen = Seen(row % steps, call.LengthOf(time, row / steps));
            for (var head = 0; head < Heads; head++)
            {
                var scores = Enumerable.Range(0, seen).Select(s => Enumerable.Range(head * width, width).Sum(d => query[(row * size) + d] * key[((first + s) * size) + d]) / Math.Sqrt(width)).ToArray();
                var largest = scores.Max();
                var total = scores.Sum(score => Math.Exp(score - largest));
                for (var s = 0; s < seen; s++)
                {
                    var share = Math.Exp(scores[s] - largest) / total;
                    shares[(((row * Heads) + head) * Keys) + s] = share;
                    for (var d = head * width; d < (head + 1) * width; d++)
                    {
                        output[(row * size) + d] += share * value[((first + s) * size) + d];
                    }
                }
            }
        }
    }

    /// <summary>Writes the loops over slices of lanes, steps of the queries, and heads; in them <c>step</c>, <c>seen</c> (steps of the keys to look at), <c>length</c>, <c>part</c>, the head's first feature, and <c>row</c>, its first share.</summary>
    internal void EmitLoops(KernelWriter kernel, TimeAxis? queries, TimeAxis keys, Action<Offset> prepare, Action<Offset> emit)
    {
        var vector = kernel.Vector;
        var width = kernel.InputShape().Count / Heads;
        kernel.Write($"""
            var steps = {(queries is null ? "1" : $"block.Steps({queries.Lengths})")};
            var keys = block.Steps({keys.Lengths});
            """);
        using (kernel.ForSlices(out var lane))
        {
            kernel.Write("// Lanes without a sample see one step, so that they are finite.");
            kernel.Write($"var length = {vector.Class}.Max({vector.Load("lengths", lane)}, {vector.IntegerType}.One);");
            prepare(lane);
            using (kernel.ForSteps(out _))
            {
                kernel.Write($"var seen = {(Causal ? "Math.Min(step + 1, keys)" : "keys")};");
                using (kernel.For("head", Heads, out var head))
                {
                    kernel.Write($"""
                        var part = {head * width};
                        var row = {(((Offset)"step" * Heads) + head) * Keys};
                        """);
                    emit(lane);
                }
            }
        }
    }

    /// <summary>Where a head's share of a step of the keys stands.</summary>
    internal static Offset ShareAt(Offset key, Offset lane) => (((Offset)"row" + key) * VectorWidth.Lanes) + lane;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var size = kernel.OutputShape().Count;
        EmitLoops(kernel, kernel.TimeOf(0), kernel.InputTime(1), _ => { }, lane =>
        {
            EmitScores(kernel, size, lane);
            EmitShares(kernel, lane);
            EmitOutput(kernel, size, lane);
        });
    }

    /// <summary>A feature of a step, <c>part</c> being the head's first.</summary>
    internal static Offset FeatureAt(Offset step, int size, Offset feature, Offset lane) => (((step * size) + (Offset)"part" + feature) * VectorWidth.Lanes) + lane;

    private void EmitScores(KernelWriter kernel, int size, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"var largest = {vector.Constant(double.NegativeInfinity)};");
        kernel.Write("var s = 0;");
        using (kernel.Block($"for (; s <= seen - {KeyTile}; s += {KeyTile})"))
        {
            EmitScoresOf(kernel, KeyTile, size, lane);
        }

        using (kernel.Block("for (; s < seen; s++)"))
        {
            EmitScoresOf(kernel, 1, size, lane);
        }
    }

    private void EmitScoresOf(KernelWriter kernel, int tile, int size, Offset lane)
    {
        var vector = kernel.Vector;
        var width = size / Heads;
        for (var k = 0; k < tile; k++)
        {
            kernel.Write($"var score{k} = {vector.Zero};");
        }

        using (kernel.For("d", width, out var d))
        {
            kernel.Write($"var q = {vector.Load("query", FeatureAt("step", size, d, lane))};");
            for (var k = 0; k < tile; k++)
            {
                kernel.Write($"score{k} = {vector.MultiplyAdd("q", vector.Load("key", FeatureAt((Offset)"s" + k, size, d, lane)), $"score{k}")};");
            }
        }

        for (var k = 0; k < tile; k++)
        {
            var isReal = $"{vector.Compare("LessThan", vector.Broadcast($"{(Offset)"s" + k}"), "length")}.AsSingle()";
            kernel.Write($"""
                score{k} = {vector.Select(isReal, $"score{k} * {vector.Constant(1 / Math.Sqrt(width))}", vector.Constant(double.NegativeInfinity))};
                {vector.Store($"score{k}", "shares", ShareAt((Offset)"s" + k, lane))};
                largest = {vector.Class}.Max(largest, score{k});
                """);
        }
    }

    private void EmitShares(KernelWriter kernel, Offset lane)
    {
        var vector = kernel.Vector;
        kernel.Write($"var total = {vector.Zero};");
        using (kernel.Block("for (s = 0; s < seen; s++)"))
        {
            kernel.Write($"""
                var exponential = VectorMath.Exp({vector.Load("shares", ShareAt("s", lane))} - largest);
                {vector.Store("exponential", "shares", ShareAt("s", lane))};
                total += exponential;
                """);
        }

        kernel.Write($"var inverse = {vector.Constant(1)} / total;");
        using (kernel.Block("for (s = 0; s < seen; s++)"))
        {
            kernel.Write($"{vector.Store($"({vector.Load("shares", ShareAt("s", lane))} * inverse)", "shares", ShareAt("s", lane))};");
        }
    }

    private void EmitOutput(KernelWriter kernel, int size, Offset lane)
    {
        var vector = kernel.Vector;
        foreach (var tiles in Tiling.Split(size / Heads, FeatureTile))
        {
            using (kernel.For("feature", tiles, out var feature))
            {
                for (var t = 0; t < tiles.Size; t++)
                {
                    kernel.Write($"var sum{t} = {vector.Zero};");
                }

                using (kernel.Block("for (s = 0; s < seen; s++)"))
                {
                    kernel.Write($"var share = {vector.Load("shares", ShareAt("s", lane))};");
                    for (var t = 0; t < tiles.Size; t++)
                    {
                        kernel.Write($"sum{t} = {vector.MultiplyAdd("share", vector.Load("value", FeatureAt("s", size, feature + t, lane)), $"sum{t}")};");
                    }
                }

                for (var t = 0; t < tiles.Size; t++)
                {
                    kernel.Write($"{vector.Store($"sum{t}", "output", FeatureAt("step", size, feature + t, lane))};");
                }
            }
        }
    }
}
