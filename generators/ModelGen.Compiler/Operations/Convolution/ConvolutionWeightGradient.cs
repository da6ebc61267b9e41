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

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node)
    {
        var (padding, input) = OneSampleForm.WithoutBorder(node.Inputs[1]);
        Value[] operands = [node.Inputs[0], input];
        return new OneSampleForm(new OneSampleWeightGradient(this, Signature.Of(operands, node.Outputs), padding), operands);
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
        using (kernel.For("group", Geometry.Groups, out var group))
        {
            foreach (var filters in kernel.Tiles("Filter", Tiling.Cover(Geometry.Filters, tile.Scalars)))
            {
                using (kernel.For(Geometry.Groups > 1 ? "groupFilter" : "filter", filters, out var groupFilter))
                {
                    var filter = kernel.Declare("filter", (group * kernel.Size("Filters", Geometry.Filters)) + groupFilter);
                    using (kernel.ForVectors(filters.Size * filterSize, out var i))
                    {
                        kernel.Write($"{vector.Store(vector.Zero, "workspace", i)};");
                    }

                    if (rows.Value < outputHeight.Value)
                    {
                        kernel.Write("// As many rows of these filters' dy as the first cache holds, for all channels and taps.");
                    }

                    using (ConvolutionPlanes.ForDepth(kernel, Geometry, out var depth))
                    using (kernel.For("firstRow", 0, outputHeight, rows, out var firstRow))
                    {
                        var belowRow = firstRow.IsLiteral ? outputHeight : kernel.Declare("belowRow", $"Math.Min(firstRow + {rows}, {outputHeight})");
                        foreach (var taps in kernel.Tiles("Tap", Tiling.Cover(TilesChannels ? Geometry.Channels : Geometry.KernelWidth, tile.Vectors)))
                        {
                            EmitTapTiles(kernel, filters.Size, taps, new Place(group, filter, depth, firstRow, belowRow));
                        }
                    }

                    kernel.Write($"Lanes.AddSums(ref workspace, {filters.Size * filterSize}, ref {(filter * filterSize).In("weightGradient")});");
                }
            }
        }
    }

    private void EmitTapTiles(KernelWriter kernel, int filters, TileRun taps, Place place)
    {
        var plane = ConvolutionPlanes.Variable(Geometry);
        if (TilesChannels)
        {
            using (kernel.For("kernelRow", Geometry.KernelHeight, out var kernelRow))
            using (kernel.For(plane, taps, out var channel))
            using (kernel.ForSlices(out var lane))
            {
                EmitTile(kernel, filters, taps.Size, place with { Plane = channel, KernelRow = kernelRow, Lane = lane });
            }
        }
        else
        {
            using (kernel.For(plane, kernel.Size("Slices", Geometry.Slices), out var slice))
            using (kernel.For("kernelRow", Geometry.KernelHeight, out var kernelRow))
            using (kernel.For("tap", taps, out var tap))
            using (kernel.ForSlices(out var lane))
            {
                EmitTile(kernel, filters, taps.Size, place with { Plane = slice, KernelRow = kernelRow, Tap = tap, Lane = lane });
            }
        }
    }

    private void EmitTile(KernelWriter kernel, int filters, int taps, Place place)
    {
        var vector = kernel.Vector;
        var plane = Geometry.KernelHeight * Geometry.KernelWidth;
        var weight = (((place.Plane * Geometry.KernelHeight) + place.KernelRow) * Geometry.KernelWidth) + place.Tap;
        kernel.Write($"ref var partial = ref {((weight * VectorWidth.Lanes) + place.Lane).In("workspace")};");
        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"var sum{f}_{t} = {vector.Load("partial", Partial(f, t))};");
            }
        }

        using (kernel.Block($"for (var row = {place.FirstRow}; row < {place.BelowRow}; row++)"))
        {
            Offset row = "row";
            var outputWidth = kernel.Size("OutputWidth", Geometry.OutputWidth);
            var outputRow = (ConvolutionPlanes.Output(kernel, Geometry, place.Filter, place.Depth) * kernel.Size("OutputHeight", Geometry.OutputHeight)) + row;
            var inputPlane = ConvolutionPlanes.Input(kernel, Geometry, place.Group, place.Depth, place.Plane);
            var inputRow = (inputPlane * kernel.Size("Height", Geometry.Height)) + (row * Geometry.Stride) + (place.KernelRow * Geometry.Dilation);
            kernel.Write($"""
                ref var dy = ref {((outputRow * (outputWidth * VectorWidth.Lanes)) + place.Lane).In("outputGradient")};
                ref var x = ref {((((inputRow * kernel.Size("Width", Geometry.Width)) + (place.Tap * Geometry.Dilation)) * VectorWidth.Lanes) + place.Lane).In("input")};
                """);
            using (kernel.For("column", outputWidth, out var column))
            {
                EmitProducts(kernel, filters, taps, column);
            }
        }

        for (var f = 0; f < filters; f++)
        {
            for (var t = 0; t < taps; t++)
            {
                kernel.Write($"{vector.Store($"sum{f}_{t}", "partial", Partial(f, t))};");
            }
        }

        Offset Partial(int f, int t) => ((f * kernel.Size("FilterSize", Geometry.FilterSize)) + (t * (TilesChannels ? plane : 1))) * VectorWidth.Lanes;
    }

    private void EmitProducts(KernelWriter kernel, int filters, int taps, Offset column)
    {
        kernel.Write($"""
            ref var dyColumn = ref {(column * VectorWidth.Lanes).In("dy")};
            ref var xColumn = ref {(column * (Geometry.Stride * VectorWidth.Lanes)).In("x")};
            """);
        var tapDistance = TilesChannels ? kernel.Size("Plane", Geometry.Depth * Geometry.Height * Geometry.Width) : Geometry.Dilation;
        ConvolutionTile.WriteProducts(
            kernel,
            new TileFactors("dy", filters, f => kernel.Vector.Load("dyColumn", f * kernel.Size("OutputPlane", Geometry.OutputPlane) * VectorWidth.Lanes)),
            new TileFactors("x", taps, t => kernel.Vector.Load("xColumn", t * tapDistance * VectorWidth.Lanes)));
    }

    /// <summary>What is running in the loops around a tile: the planes and rows of dy, and the plane, row and first tap of the kernel.</summary>
    private readonly record struct Place(Offset Group, Offset Filter, Offset Depth, Offset FirstRow, Offset BelowRow)
    {
        public Offset Plane { get; init; }

        public Offset KernelRow { get; init; }

        public Offset Tap { get; init; }

        public Offset Lane { get; init; }
    }
}
