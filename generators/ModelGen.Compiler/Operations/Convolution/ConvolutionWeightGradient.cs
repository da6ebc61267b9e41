using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a convolution's weight: dW[o, c, p, q] += Σ over samples and positions of dy[o, i, j] · x[c, i·stride + p·dilation, j·stride + q·dilation].</summary>
public sealed record ConvolutionWeightGradient(Geometry Geometry) : Operation
{
    // Floats of dy to keep in the first cache, 24 KiB: half of it on current machines.
    private const int CachedFloats = 6 * 1024;

    /// <inheritdoc/>
    public override string Name => $"Conv{Geometry.Axes}DWeightGradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => ["outputGradient", "input"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["weightGradient"];

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Geometry.Weight;

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

    /// <summary>A row of a kernel has too few taps for a tile when it is one wide: then the taps of neighbouring channels make up the tile, where a channel is one plane.</summary>
    private bool TilesChannels => Geometry.KernelWidth == 1 && Geometry.KernelDepth == 1;

    private ConvolutionTile TileOf(VectorWidth vector) => ConvolutionTile.Choose(Geometry.Filters, TilesChannels ? Geometry.Channels : Geometry.KernelWidth, vector);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        var tile = TileOf(vector);
        var rows = kernel.Size("CachedRows", Math.Max(1, CachedFloats / (tile.Scalars * Geometry.OutputWidth * VectorWidth.Lanes)));
        var (filterSize, outputHeight) = (kernel.Size("FilterSize", Geometry.FilterSize), kernel.Size("OutputHeight", Geometry.OutputHeight));
        kernel.Write($"// Tile: {tile.Scalars} filters × {tile.Vectors} {(TilesChannels ? "channels" : "taps of a kernel's row")}. Each lane adds its own sample; the lanes are added last.");
        using (kernel.For("group", Geometry.Groups))
        {
            foreach (var (firstFilter, filters, filterTiles) in kernel.Tiles("Filter", ConvolutionTile.Cover(Geometry.Filters, tile.Scalars)))
            {
                using (kernel.For("filterTile", filterTiles))
                {
                    kernel.Write($"var filter = group * {kernel.Size("Filters", Geometry.Filters)} + {firstFilter} + filterTile * {filters};");
                    using (kernel.For("i", 0, filters * filterSize * VectorWidth.Lanes, vector.Count))
                    {
                        kernel.Write($"{vector.Store(vector.Zero, "workspace", "i")};");
                    }

                    // As many rows of these filters' dy as the first cache holds, for all channels and taps.
                    using (ConvolutionPlanes.ForDepth(kernel, Geometry))
                    using (kernel.For("firstRow", 0, outputHeight, rows))
                    {
                        kernel.Write($"var belowRow = Math.Min(firstRow + {rows}, {outputHeight});");
                        foreach (var (first, taps, tapTiles) in kernel.Tiles("Tap", ConvolutionTile.Cover(TilesChannels ? Geometry.Channels : Geometry.KernelWidth, tile.Vectors)))
                        {
                            EmitTapTiles(kernel, filters, first, taps, tapTiles);
                        }
                    }

                    kernel.Write($"Lanes.AddSums(ref workspace, {filters * filterSize}, ref Unsafe.Add(ref weightGradient, filter * {filterSize}));");
                }
            }
        }
    }

    private void EmitTapTiles(KernelWriter kernel, int filters, Size first, int taps, Size tapTiles)
    {
        var tileLoop = TilesChannels ? ConvolutionPlanes.Variable(Geometry) : "tap";
        using (TilesChannels ? null as IDisposable : kernel.For(ConvolutionPlanes.Variable(Geometry), kernel.Size("Slices", Geometry.Slices)))
        using (kernel.For("kernelRow", Geometry.KernelHeight))
        using (kernel.For($"{tileLoop}Tile", tapTiles))
        using (kernel.ForSlices())
        {
            kernel.Write($"var {tileLoop} = {first} + {tileLoop}Tile * {taps};");
            EmitTile(kernel, filters, taps);
        }
    }

    private void EmitTile(KernelWriter kernel, int filters, int taps)
    {
        var vector = kernel.Vector;
        var plane = Geometry.KernelHeight * Geometry.KernelWidth;
        var tap = TilesChannels ? string.Empty : " + tap";
        kernel.Write($"ref var partial = ref Unsafe.Add(ref workspace, (({ConvolutionPlanes.Variable(Geometry)} * {Geometry.KernelHeight} + kernelRow) * {Geometry.KernelWidth}{tap}) * {VectorWidth.Lanes} + lane);");
        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"var sum{f}_{t} = {vector.Load("partial", Partial(f, t))};");
            }
        }

        using (kernel.Block("for (var row = firstRow; row < belowRow; row++)"))
        {
            kernel.Write($"""
                ref var dy = ref Unsafe.Add(ref outputGradient, ({ConvolutionPlanes.Output(kernel, Geometry, "filter")} * {kernel.Size("OutputHeight", Geometry.OutputHeight)} + row) * {kernel.Size("OutputWidth", Geometry.OutputWidth) * VectorWidth.Lanes} + lane);
                ref var x = ref Unsafe.Add(ref input, (({ConvolutionPlanes.Input(kernel, Geometry)} * {kernel.Size("Height", Geometry.Height)} + row * {Geometry.Stride} + kernelRow * {Geometry.Dilation}) * {kernel.Size("Width", Geometry.Width)}{(TilesChannels ? string.Empty : $" + tap * {Geometry.Dilation}")}) * {VectorWidth.Lanes} + lane);
                """);
            using (kernel.For("column", kernel.Size("OutputWidth", Geometry.OutputWidth)))
            {
                EmitProducts(kernel, filters, taps);
            }
        }

        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"{vector.Store($"sum{f}_{t}", "partial", Partial(f, t))};");
            }
        }

        string Partial(int f, int t) => $"{((f * kernel.Size("FilterSize", Geometry.FilterSize)) + (t * (TilesChannels ? plane : 1))) * VectorWidth.Lanes}";
    }

    private void EmitProducts(KernelWriter kernel, int filters, int taps)
    {
        kernel.Write($"""
            ref var dyColumn = ref Unsafe.Add(ref dy, column * {VectorWidth.Lanes});
            ref var xColumn = ref Unsafe.Add(ref x, column * {Geometry.Stride * VectorWidth.Lanes});
            """);
        var tapDistance = TilesChannels ? kernel.Size("Plane", Geometry.Depth * Geometry.Height * Geometry.Width) : Geometry.Dilation;
        ConvolutionTile.WriteProducts(
            kernel,
            new TileFactors("dy", filters, f => kernel.Vector.Load("dyColumn", $"{f * kernel.Size("OutputPlane", Geometry.OutputPlane) * VectorWidth.Lanes}")),
            new TileFactors("x", taps, t => kernel.Vector.Load("xColumn", $"{t * tapDistance * VectorWidth.Lanes}")));
    }
}
