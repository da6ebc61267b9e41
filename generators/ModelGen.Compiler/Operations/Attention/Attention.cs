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
    // Steps of the keys that share the loads of a tile's queries, and features that share those of its shares.
    internal const int KeyTile = 4, FeatureTile = 4;

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

    /// <summary>By heads.</summary>
    public override bool DividesWork => true;

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
        // Where the shares alone count, the result has no gradient.
        var ofOutput = context.OutputGradientOf(0) ?? context.Add(new WithConstant(new Multiply(), 0, IsLeft: false), context.Output());
        Value[] ofShares = context.OutputGradientOf(1) is { } gradient ? [gradient] : [];
        var operation = new AttentionGradient(this, HasSharesGradient: ofShares.Length > 0);
        var gradients = context.Add(operation, [ofOutput, context.Input(0), context.Input(1), context.Input(2), context.Output(1), context.Input(3), .. ofShares]).Producer!.Outputs;
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

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var loops = new AttentionLoops(kernel, this, kernel.OutputShape().Count);
        loops.Write(kernel.TimeOf(0), kernel.InputTime(1), () => { }, queries =>
        {
            EmitScores(kernel, loops, queries);
            EmitShares(kernel, loops, queries);
            EmitOutput(kernel, loops, queries);
        });
    }

    private static void EmitScores(KernelWriter kernel, AttentionLoops loops, int queries)
    {
        var vector = kernel.Vector;
        loops.Declare("tileQuery", "query", "step", 0);
        foreach (var q in Enumerable.Range(0, queries))
        {
            kernel.Write($"var largest{q} = {vector.Constant(double.NegativeInfinity)};");
        }

        loops.ForKeyTiles(KeyTile, keys =>
        {
            loops.Declare("tileKey", "key", "s", 0);
            var products = loops.WriteProducts(queries, keys, ("tileQuery", "q"), ("tileKey", "k"), "score", (_, _) => vector.Zero);
            foreach (var (q, k, score) in products)
            {
                kernel.Write($"""
                    {score} = {vector.Select(loops.Sees(q, (Offset)"s" + k), $"{score} * {vector.Constant(1 / Math.Sqrt(loops.Width))}", vector.Constant(double.NegativeInfinity))};
                    {vector.Store(score, "tileShares", loops.Share(q, (Offset)"s" + k))};
                    largest{q} = {vector.Class}.Max(largest{q}, {score});
                    """);
            }
        });
    }

    private static void EmitShares(KernelWriter kernel, AttentionLoops loops, int queries)
    {
        var vector = kernel.Vector;
        foreach (var q in Enumerable.Range(0, queries))
        {
            kernel.Write($"var total{q} = {vector.Zero};");
        }

        using (loops.ForKeys())
        {
            foreach (var q in Enumerable.Range(0, queries))
            {
                kernel.Write($"""
                    var exponential{q} = VectorMath.Exp({vector.Load("tileShares", loops.Share(q, "s"))} - largest{q});
                    {vector.Store($"exponential{q}", "tileShares", loops.Share(q, "s"))};
                    total{q} += exponential{q};
                    """);
            }
        }

        foreach (var q in Enumerable.Range(0, queries))
        {
            kernel.Write($"var inverse{q} = {vector.Constant(1)} / total{q};");
        }

        using (loops.ForKeys())
        {
            foreach (var q in Enumerable.Range(0, queries))
            {
                kernel.Write($"{vector.Store($"({vector.Load("tileShares", loops.Share(q, "s"))} * inverse{q})", "tileShares", loops.Share(q, "s"))};");
            }
        }
    }

    private static void EmitOutput(KernelWriter kernel, AttentionLoops loops, int queries) => EmitWeightedSum(kernel, loops, queries, ("tileShares", loops.Share), "value", "output");

    /// <summary>For each query of a tile the sum of an operand's steps, each with the query's weight for it.</summary>
    internal static void EmitWeightedSum(KernelWriter kernel, AttentionLoops loops, int queries, (string Name, Func<Offset, Offset, Offset> At) weights, string operand, string result)
    {
        var vector = kernel.Vector;
        foreach (var features in Tiling.Split(loops.Width, queries == 1 ? 2 * FeatureTile : FeatureTile))
        {
            using (kernel.For("feature", features, out var feature))
            {
                loops.Declare("tileResult", result, "step", feature);
                var tile = (from q in Enumerable.Range(0, queries) from f in Enumerable.Range(0, features.Size) select (Query: q, Feature: f, Sum: $"sum{q}_{f}")).ToArray();
                foreach (var (_, _, sum) in tile)
                {
                    kernel.Write($"var {sum} = {vector.Zero};");
                }

                using (loops.ForKeys())
                {
                    loops.Declare("tileOperand", operand, "s", feature);
                    foreach (var f in Enumerable.Range(0, features.Size))
                    {
                        kernel.Write($"var x{f} = {vector.Load("tileOperand", loops.Feature(0, f))};");
                    }

                    foreach (var q in Enumerable.Range(0, queries))
                    {
                        kernel.Write($"var weight{q} = {vector.Load(weights.Name, weights.At(q, "s"))};");
                    }

                    foreach (var (q, f, sum) in tile)
                    {
                        kernel.Write($"{sum} = {vector.MultiplyAdd($"weight{q}", $"x{f}", sum)};");
                    }
                }

                foreach (var (q, f, sum) in tile)
                {
                    kernel.Write($"{vector.Store(sum, "tileResult", loops.Feature(q, f))};");
                }
            }
        }
    }
}
