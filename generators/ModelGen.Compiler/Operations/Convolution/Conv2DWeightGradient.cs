using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a convolution's weight: dW[o, c, p, q] += Σ over samples and positions of dy[o, i, j] · x[c, i·stride + p·dilation, j·stride + q·dilation].</summary>
public sealed record Conv2DWeightGradient(Geometry Geometry) : Operation
{
    /// <inheritdoc/>
    public override string Name => nameof(Conv2DWeightGradient);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(Geometry.Groups * Geometry.Filters, Geometry.Channels, Geometry.KernelHeight, Geometry.KernelWidth);

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Geometry.MultiplyAdds;

    /// <summary>Sixteen partial sums for each weight of a tile of filters.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        VectorWidth.Lanes * Geometry.FilterSize * VectorWidth.All.Max(vector => Math.Min(Geometry.Filters, TileOf(vector).Scalars));

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, input, weightGradient) = (call.Input(0), call.Input(1), call.Output());
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var (x, y) = (sample * call.InputShape(1).Count, sample * call.InputShape(0).Count);
            Geometry.ForEachProduct((o, i, w) => weightGradient[w] += outputGradient[y + o] * input[x + i]);
        }
    }

    /// <summary>A row of a kernel has too few taps for a tile when it is one wide: then the taps of neighbouring channels make up the tile.</summary>
    private bool TilesChannels => Geometry.KernelWidth == 1;

    private ConvolutionTile TileOf(VectorWidth vector) => ConvolutionTile.Choose(Geometry.Filters, TilesChannels ? Geometry.Channels : Geometry.KernelWidth, vector);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var tile = TileOf(kernel.Vector);
        kernel.Write($"// Tile: {tile.Scalars} filters × {tile.Vectors} {(TilesChannels ? "channels" : "taps of a kernel's row")}. Each lane adds its own sample; the lanes are added last.");
        using (kernel.For("group", Geometry.Groups))
        {
            foreach (var (firstFilter, filters, filterTiles) in ConvolutionTile.Cover(Geometry.Filters, tile.Scalars))
            {
                using (kernel.For("filterTile", filterTiles))
                {
                    kernel.Write($"var filter = group * {Geometry.Filters} + {firstFilter} + filterTile * {filters};");
                    foreach (var (first, taps, tapTiles) in ConvolutionTile.Cover(TilesChannels ? Geometry.Channels : Geometry.KernelWidth, tile.Vectors))
                    {
                        EmitTapTiles(kernel, filters, first, taps, tapTiles);
                    }

                    kernel.Write($"Lanes.AddSums(ref workspace, {filters * Geometry.FilterSize}, ref Unsafe.Add(ref weightGradient, filter * {Geometry.FilterSize}));");
                }
            }
        }
    }

    private void EmitTapTiles(KernelWriter kernel, int filters, int first, int taps, int tapTiles)
    {
        using (kernel.For("channelTile", TilesChannels ? tapTiles : Geometry.Channels))
        using (kernel.For("kernelRow", Geometry.KernelHeight))
        using (TilesChannels ? null as IDisposable : kernel.For("tapTile", tapTiles))
        using (kernel.For("lane", 0, VectorWidth.Lanes, kernel.Vector.Count))
        {
            kernel.Write(TilesChannels
                ? $"""
                var channel = {first} + channelTile * {taps};
                const int tap = 0;
                """
                : $"""
                var channel = channelTile;
                var tap = {first} + tapTile * {taps};
                """);
            EmitTile(kernel, filters, taps);
        }
    }

    private void EmitTile(KernelWriter kernel, int filters, int taps)
    {
        var vector = kernel.Vector;
        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"var sum{f}_{t} = {vector.Zero};");
            }
        }

        // Lanes beyond the last sample add nothing.
        using (vector.Count == VectorWidth.Lanes ? null as IDisposable : kernel.Block("if (lane < block.Samples)"))
        using (kernel.For("row", Geometry.OutputHeight))
        {
            kernel.Write($"""
                ref var dy = ref Unsafe.Add(ref outputGradient, (filter * {Geometry.OutputHeight} + row) * {Geometry.OutputWidth * VectorWidth.Lanes} + lane);
                ref var x = ref Unsafe.Add(ref input, (((group * {Geometry.Channels} + channel) * {Geometry.Height} + row * {Geometry.Stride} + kernelRow * {Geometry.Dilation}) * {Geometry.Width} + tap * {Geometry.Dilation}) * {VectorWidth.Lanes} + lane);
                """);
            using (kernel.For("column", Geometry.OutputWidth))
            {
                for (var f = 0; f < filters; f++)
                {
                    kernel.Write($"var dy{f} = {vector.Load("dy", $"column * {VectorWidth.Lanes} + {f * Geometry.OutputPlane * VectorWidth.Lanes}")};");
                }

                for (var t = 0; t < taps; t++)
                {
                    var offset = TilesChannels ? t * Geometry.Height * Geometry.Width : t * Geometry.Dilation;
                    kernel.Write($"var x{t} = {vector.Load("x", $"column * {Geometry.Stride * VectorWidth.Lanes} + {offset * VectorWidth.Lanes}")};");
                    for (var f = 0; f < filters; f++)
                    {
                        kernel.Write($"sum{f}_{t} = {vector.MultiplyAdd($"dy{f}", $"x{t}", $"sum{f}_{t}")};");
                    }
                }
            }
        }

        var step = TilesChannels ? Geometry.KernelHeight * Geometry.KernelWidth : 1;
        kernel.Write($"ref var partial = ref Unsafe.Add(ref workspace, ((channel * {Geometry.KernelHeight} + kernelRow) * {Geometry.KernelWidth} + tap) * {VectorWidth.Lanes} + lane);");
        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"{vector.Store($"sum{f}_{t}", "partial", $"{((f * Geometry.FilterSize) + (t * step)) * VectorWidth.Lanes}")};");
            }
        }
    }
}
