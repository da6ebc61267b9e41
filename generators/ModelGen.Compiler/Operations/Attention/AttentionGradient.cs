using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of <see cref="Attention"/>. With p the shares and g = dy·vᵀ of each pair of steps: dv += p·dy, ds = p·(g − Σ p·g)/√d, dq = ds·k, dk += ds·q; keys and values add up the steps of the queries in their order.
/// </summary>
/// <param name="Forward">The attention.</param>
public sealed record AttentionGradient(Attention Forward) : Operation
{
    private const int FeatureTile = 8;

    /// <inheritdoc/>
    public override string Name => nameof(AttentionGradient);

    /// <inheritdoc/>
    public override string Describe() => GradientOf(Forward);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "query", "key", "value", "shares", "lengths"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["queryGradient", "keyGradient", "valueGradient"];

    /// <inheritdoc/>
    public override bool RunsAlongTime => true;

    /// <summary>The queries' time; keys and values have another where theirs is.</summary>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs) => inputs[1].Time;

    /// <inheritdoc/>
    public override TimeAxis? ResultTime(IReadOnlyList<Value> inputs, int output) => inputs[output == 0 ? 1 : 2].Time;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => new[] { inputs[1], inputs[2], inputs[3] };

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => 4L * inputs[1].Elements * Forward.Keys;

    /// <summary>A number for each step of the keys.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Forward.Keys * VectorWidth.Lanes;

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
                var g = p.Select((_, s) => features.Sum(d => dy[(row * size) + d] * value[((first + s) * size) + d])).ToArray();
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
        var vector = kernel.Vector;
        var size = kernel.OutputShape().Count;
        Forward.EmitLoops(kernel, kernel.TimeOf(1), kernel.InputTime(2), lane => EmitClearing(kernel, size, lane), lane =>
        {
            EmitScores(kernel, size, lane);
            foreach (var tiles in Tiling.Split(size / Forward.Heads, FeatureTile))
            {
                using (kernel.For("feature", tiles, out var feature))
                {
                    EmitTile(kernel, tiles.Size, size, feature, lane);
                }
            }
        });
    }

    private static void EmitClearing(KernelWriter kernel, int size, Offset lane)
    {
        var vector = kernel.Vector;
        using (kernel.Block($"for (var i = 0; i < keys * {size}; i++)"))
        {
            var place = ((Offset)"i" * VectorWidth.Lanes) + lane;
            kernel.Write($"{vector.Store(vector.Zero, "keyGradient", place)};");
            kernel.Write($"{vector.Store(vector.Zero, "valueGradient", place)};");
        }
    }

    /// <summary>The gradients of the scores, into the workspace.</summary>
    private void EmitScores(KernelWriter kernel, int size, Offset lane)
    {
        var vector = kernel.Vector;
        var width = size / Forward.Heads;
        var place = ((Offset)"s" * VectorWidth.Lanes) + lane;
        kernel.Write($"var mean = {vector.Zero};");
        using (kernel.Block("for (var s = 0; s < seen; s++)"))
        {
            kernel.Write($"var g = {vector.Zero};");
            using (kernel.For("d", width, out var d))
            {
                kernel.Write($"g = {vector.MultiplyAdd(vector.Load("outputGradient", Attention.FeatureAt("step", size, d, lane)), vector.Load("value", Attention.FeatureAt("s", size, d, lane)), "g")};");
            }

            kernel.Write($"""
                {vector.Store("g", "workspace", place)};
                mean = {vector.MultiplyAdd(vector.Load("shares", Attention.ShareAt("s", lane)), "g", "mean")};
                """);
        }

        using (kernel.Block("for (var s = 0; s < seen; s++)"))
        {
            kernel.Write($"""
                var score = {vector.Load("shares", Attention.ShareAt("s", lane))} * ({vector.Load("workspace", place)} - mean) * {vector.Constant(1 / Math.Sqrt(width))};
                {vector.Store("score", "workspace", place)};
                """);
        }
    }

    private void EmitTile(KernelWriter kernel, int tile, int size, Offset feature, Offset lane)
    {
        var vector = kernel.Vector;
        for (var t = 0; t < tile; t++)
        {
            var place = Attention.FeatureAt("step", size, feature + t, lane);
            kernel.Write($"""
                var q{t} = {vector.Load("query", place)};
                var dy{t} = {vector.Load("outputGradient", place)};
                var sum{t} = {vector.Zero};
                """);
        }

        using (kernel.Block("for (var s = 0; s < seen; s++)"))
        {
            kernel.Write($"""
                var score = {vector.Load("workspace", ((Offset)"s" * VectorWidth.Lanes) + lane)};
                var share = {vector.Load("shares", Attention.ShareAt("s", lane))};
                """);
            for (var t = 0; t < tile; t++)
            {
                var place = kernel.Declare($"place{t}", Attention.FeatureAt("s", size, feature + t, lane));
                kernel.Write($"""
                    sum{t} = {vector.MultiplyAdd("score", vector.Load("key", place), $"sum{t}")};
                    {vector.Store(vector.MultiplyAdd("score", $"q{t}", vector.Load("keyGradient", place)), "keyGradient", place)};
                    {vector.Store(vector.MultiplyAdd("share", $"dy{t}", vector.Load("valueGradient", place)), "valueGradient", place)};
                    """);
            }
        }

        for (var t = 0; t < tile; t++)
        {
            kernel.Write($"{vector.Store($"sum{t}", "queryGradient", Attention.FeatureAt("step", size, feature + t, lane))};");
        }
    }
}
