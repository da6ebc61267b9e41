using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of <see cref="Attention"/>. With p the shares and g = dy·vᵀ of each pair of steps: dv += p·dy, ds = p·(g − Σ p·g)/√d, dq = ds·k, dk += ds·q; keys and values add up the steps of the queries in their order.
/// </summary>
/// <param name="Forward">The attention.</param>
/// <param name="HasSharesGradient">Whether the shares are a result too, whose gradient is added to g.</param>
public sealed record AttentionGradient(Attention Forward, bool HasSharesGradient = false) : Operation
{
    // Steps of the keys that share the loads of a tile's queries and of their outputs' gradients.
    private const int KeyTile = 2;

    /// <inheritdoc/>
    public override string Name => nameof(AttentionGradient);

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Forward);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "query", "key", "value", "shares", "lengths", .. HasSharesGradient ? ["sharesGradient"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["queryGradient", "keyGradient", "valueGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <summary>By heads.</summary>
    public override bool DividesWork => true;

    /// <summary>The queries' time; keys and values have another where theirs is.</summary>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[1].Time;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => inputs[output == 0 ? 1 : 2].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new[] { inputs[1], inputs[2], inputs[3] };

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 4L * inputs[1].Elements * Forward.Keys;

    /// <summary>For each head the gradients of a tile's scores.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => checked(Forward.Heads * AttentionLoops.MostQueries * Forward.Keys * VectorWidth.Lanes);

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (dy, query, key, value, shares) = (call.Input(0), call.Input(1), call.Input(2), call.Input(3), call.Input(4));
        var (dq, dk, dv) = (call.Output(), call.Output(1), call.Output(2));
        var (time, size) = (call.TimeOf(2), call.OutputShape().Count);
        var (steps, width) = (call.Node.Inputs[1].Time?.MaximumLength ?? 1, size / Forward.Heads);
        for (var row = 0; row < call.Batch * steps; row++)
        {
            var first = row / steps * time.MaximumLength;
            var seen = Forward.Seen(row % steps, call.LengthOf(time, row / steps));
            for (var head = 0; head < Forward.Heads; head++)
            {
                var features = Enumerable.Range(head * width, width).ToArray();
                var p = shares.AsSpan(((row * Forward.Heads) + head) * Forward.Keys, seen).ToArray();
                var own = HasSharesGradient ? call.Input(6).AsSpan(((row * Forward.Heads) + head) * Forward.Keys, seen).ToArray() : new double[seen];
                var g = p.Select((_, s) => own[s] + features.Sum(d => dy[(row * size) + d] * value[((first + s) * size) + d])).ToArray();
                var mean = p.Zip(g, (share, gradient) => share * gradient).Sum();
                for (var s = 0; s < seen; s++)
                {
                    var score = p[s] * (g[s] - mean) / Math.Sqrt(width);
                    foreach (var d in features)
                    {
                        dq[(row * size) + d] += score * key[((first + s) * size) + d];
                        dk[((first + s) * size) + d] += score * query[(row * size) + d];
                        dv[((first + s) * size) + d] += p[s] * dy[(row * size) + d];
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var loops = new AttentionLoops(kernel, Forward, kernel.OutputShape().Count);
        loops.Write(kernel.TimeOf(1), kernel.InputTime(2), () => EmitClearing(kernel, loops), queries =>
        {
            EmitScores(kernel, loops, queries);
            Attention.EmitWeightedSum(kernel, loops, queries, ("tileScores", Score), "key", "queryGradient");
            EmitKeysAndValues(kernel, loops, queries);
        });
    }

    private void EmitClearing(KernelWriter kernel, AttentionLoops loops)
    {
        var vector = kernel.Vector;
        kernel.Write($"ref var tileScores = ref {loops.OfHead(AttentionLoops.MostQueries * Forward.Keys).In("workspace")};");
        using (kernel.Block("for (var s = 0; s < keys; s++)"))
        {
            loops.Declare("headKeyGradient", "keyGradient", "s", 0);
            loops.Declare("headValueGradient", "valueGradient", "s", 0);
            using (kernel.For("d", loops.Width, out var d))
            {
                kernel.Write($"""
                    {vector.Store(vector.Zero, "headKeyGradient", loops.Feature(0, d))};
                    {vector.Store(vector.Zero, "headValueGradient", loops.Feature(0, d))};
                    """);
            }
        }
    }

    /// <summary>The gradients of a tile's scores, into the workspace.</summary>
    private void EmitScores(KernelWriter kernel, AttentionLoops loops, int queries)
    {
        var vector = kernel.Vector;
        loops.Declare("tileGradient", "outputGradient", "step", 0);
        if (HasSharesGradient)
        {
            loops.DeclareShares("tileSharesGradient", "sharesGradient");
        }

        foreach (var q in Enumerable.Range(0, queries))
        {
            kernel.Write($"var mean{q} = {vector.Zero};");
        }

        loops.ForKeyTiles(Attention.KeyTile, keys =>
        {
            loops.Declare("tileValue", "value", "s", 0);
            var products = loops.WriteProducts(
                queries, keys, ("tileGradient", "dy"), ("tileValue", "v"), "g", (q, k) => HasSharesGradient ? vector.Load("tileSharesGradient", loops.Share(q, (Offset)"s" + k)) : vector.Zero);
            foreach (var (q, k, gradient) in products)
            {
                kernel.Write($"""
                    {vector.Store(gradient, "tileScores", Score(q, (Offset)"s" + k))};
                    mean{q} = {vector.MultiplyAdd(vector.Load("tileShares", loops.Share(q, (Offset)"s" + k)), gradient, $"mean{q}")};
                    """);
            }
        });
        using (loops.ForKeys())
        {
            foreach (var q in Enumerable.Range(0, queries))
            {
                kernel.Write($"""
                    var score{q} = {vector.Load("tileShares", loops.Share(q, "s"))} * ({vector.Load("tileScores", Score(q, "s"))} - mean{q}) * {vector.Constant(1 / Math.Sqrt(loops.Width))};
                    {vector.Store($"score{q}", "tileScores", Score(q, "s"))};
                    """);
            }
        }
    }

    /// <summary>Adds what the tile's queries give to the gradients of keys and values.</summary>
    private void EmitKeysAndValues(KernelWriter kernel, AttentionLoops loops, int queries)
    {
        var vector = kernel.Vector;
        loops.Declare("tileQuery", "query", "step", 0);
        loops.ForKeyTiles(KeyTile, keys =>
        {
            loops.Declare("tileKeyGradient", "keyGradient", "s", 0);
            loops.Declare("tileValueGradient", "valueGradient", "s", 0);
            var tile = (from q in Enumerable.Range(0, queries) from k in Enumerable.Range(0, keys) select (Query: q, Key: k)).ToArray();
            foreach (var (q, k) in tile)
            {
                kernel.Write($"""
                    var score{q}_{k} = {vector.Load("tileScores", Score(q, (Offset)"s" + k))};
                    var share{q}_{k} = {vector.Load("tileShares", loops.Share(q, (Offset)"s" + k))};
                    """);
            }

            using (kernel.For("d", loops.Width, out var d))
            {
                foreach (var k in Enumerable.Range(0, keys))
                {
                    kernel.Write($"""
                        var dk{k} = {vector.Load("tileKeyGradient", loops.Feature(k, d))};
                        var dv{k} = {vector.Load("tileValueGradient", loops.Feature(k, d))};
                        """);
                }

                foreach (var q in Enumerable.Range(0, queries))
                {
                    kernel.Write($"""
                        var q{q} = {vector.Load("tileQuery", loops.Feature(q, d))};
                        var dy{q} = {vector.Load("tileGradient", loops.Feature(q, d))};
                        """);
                    foreach (var k in Enumerable.Range(0, keys))
                    {
                        kernel.Write($"""
                            dk{k} = {vector.MultiplyAdd($"score{q}_{k}", $"q{q}", $"dk{k}")};
                            dv{k} = {vector.MultiplyAdd($"share{q}_{k}", $"dy{q}", $"dv{k}")};
                            """);
                    }
                }

                foreach (var k in Enumerable.Range(0, keys))
                {
                    kernel.Write($"""
                        {vector.Store($"dk{k}", "tileKeyGradient", loops.Feature(k, d))};
                        {vector.Store($"dv{k}", "tileValueGradient", loops.Feature(k, d))};
                        """);
                }
            }
        });
    }

    /// <summary>The gradient of the score that a query of the tile gives a step of the keys.</summary>
    private Offset Score(Offset query, Offset key) => ((query * Forward.Keys) + key) * VectorWidth.Lanes;
}
