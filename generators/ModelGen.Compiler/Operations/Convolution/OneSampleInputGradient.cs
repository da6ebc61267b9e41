using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of one sample's input: vectors of neighbouring positions, of which the rows of a copy of dy are read as one, times weights straight from PyTorch's layout. The order of additions is that
/// of <see cref="ConvolutionInputGradient"/>, with zeros where dy ends.
/// </summary>
/// <param name="Gradient">The operation for blocks.</param>
/// <param name="IsGradient">Whether the result is a gradient, whose other lanes are zero, and not what a transposed convolution gives.</param>
/// <param name="Crop">Takes a border away, where the kernel does so too; the operands of <paramref name="Gradient"/> follow its own, which is not read.</param>
public sealed record OneSampleInputGradient(ConvolutionInputGradient Gradient, bool IsGradient, Crop2D? Crop = null) : OneSampleOperation(Crop is null ? Gradient : Crop)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => Crop is null ? Gradient.InputNames : [.. Crop.InputNames, .. Gradient.InputNames];

    /// <inheritdoc/>
    public override int? Bypassed => Crop is null ? null : 0;

    /// <inheritdoc/>
    public override string Describe() => Crop is null ? base.Describe() : $"{Gradient.Describe()} + {Crop.Describe()}";

    /// <inheritdoc/>
    public override string Comment(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        $"{Describe()}: {Geometry.Output.ToShortString()} → {outputs[0].Shape.ToShortString()}, for one sample alone";

    private Geometry Geometry => Gradient.Geometry;

    // Rows of zeros above a plane of dy, and rows in all.
    private int Top => Ceiling(Geometry.Dilation * (Geometry.KernelHeight - 1), Geometry.Stride);

    private int PaddedHeight => Top + Math.Max(Geometry.OutputHeight, Ceiling(Geometry.Height, Geometry.Stride));

    // Slices of dy, of which each has a plane.
    private int Planes => Geometry.Groups * Geometry.Filters * Geometry.OutputDepth;

    /// <summary>The sample's dy with zeros around each plane and what the last vectors read beyond it, and the results of a tile of channels.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        VectorWidth.All.Max(vector => CopyLength(vector) + Rests.Max(rest => TileOf(rest, vector).Scalars * VectorsOf(rest, vector) * vector.Count));

    private IEnumerable<int> Rests => Enumerable.Range(0, Math.Min(Geometry.Stride, Geometry.Width));

    private int CopyLength(VectorWidth vector) => (Ceiling(Planes * PaddedHeight * Gradient.PaddedWidth, vector.Count) + Rests.Max(rest => TileOf(rest, vector).Vectors)) * vector.Count;

    // From the first position to the last of those that leave a rest, rows being as long as in the copy of dy; in vectors.
    private int Positions(int rest, VectorWidth vector) =>
        Ceiling(((Ceiling(Geometry.Height, Geometry.Stride) - 1) * Gradient.PaddedWidth) + Ceiling(Geometry.Width - rest, Geometry.Stride), vector.Count);

    private ConvolutionTile TileOf(int rest, VectorWidth vector) => ConvolutionTile.Choose(Geometry.Channels, Positions(rest, vector), vector, isPadded: true);

    private int VectorsOf(int rest, VectorWidth vector) => Ceiling(Positions(rest, vector), TileOf(rest, vector).Vectors) * TileOf(rest, vector).Vectors;

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.Write("// The sample's dy with zeros around each plane.");
        var image = (kernel.Size("OutputHeight", Geometry.OutputHeight), kernel.Size("OutputWidth", Geometry.OutputWidth));
        SampleLanes.GatherPadded(kernel, "outputGradient", kernel.Size("Planes", Planes), image, "workspace", (Rows(kernel), RowLength(kernel)), (Top, Gradient.Left));
        foreach (var rest in Rests)
        {
            EmitColumns(kernel, rest);
        }
    }

    private Size CopyVectors(KernelWriter kernel) => kernel.Size("CopyVectors", CopyLength(kernel.Vector) / kernel.Vector.Count);

    private Size Rows(KernelWriter kernel) => kernel.Size("PaddedHeight", PaddedHeight);

    private Size RowLength(KernelWriter kernel) => kernel.Size("PaddedWidth", Gradient.PaddedWidth);

    private Size Filters(KernelWriter kernel) => kernel.Size("Filters", Geometry.Filters);

    private Size Channels(KernelWriter kernel) => kernel.Size("Channels", Geometry.Channels);

    private Size Depth(KernelWriter kernel) => Geometry.IsVolume ? kernel.Size("Depth", Geometry.Depth) : 1;

    private Size OutputDepth(KernelWriter kernel) => Geometry.IsVolume ? kernel.Size("OutputDepth", Geometry.OutputDepth) : 1;

    private Size ResultLength(KernelWriter kernel, int rest) => kernel.Size($"Rest{rest}Vectors", VectorsOf(rest, kernel.Vector)) * kernel.Vector.Count;

    private void EmitColumns(KernelWriter kernel, int rest)
    {
        var (vector, tile) = (kernel.Vector, TileOf(rest, kernel.Vector));
        var taps = Enumerable.Range(0, Geometry.KernelWidth).Where(tap => (rest - (tap * Geometry.Dilation)) % Geometry.Stride == 0).ToArray();
        kernel.Write($"// Columns {(Geometry.Stride == 1 ? string.Empty : $"{rest}, {rest + Geometry.Stride}… ")}in tiles of {tile.Scalars} channels × {tile.Vectors} vectors of neighbours; kernel columns {string.Join(", ", taps)}.");
        using (kernel.Names())
        {
            kernel.Write($"ref var result = ref {((Offset)(CopyVectors(kernel) * vector.Count)).In("workspace")};");
            using (kernel.For("group", Geometry.Groups, out var group))
            using (kernel.For("depth", Depth(kernel), out var depth))
            using (kernel.For("rowRest", Math.Min(Geometry.Stride, Geometry.Height), out var rowRest))
            {
                foreach (var channels in kernel.Tiles($"Rest{rest}Channel", Tiling.Cover(Geometry.Channels, tile.Scalars)))
                {
                    using (kernel.For(Geometry.Groups > 1 ? "groupChannel" : "channel", channels, out var channel))
                    {
                        var place = new Place(group, channel, depth, rowRest, Position: 0);
                        using (kernel.For("position", 0, ResultLength(kernel, rest), tile.Vectors * vector.Count, out var position))
                        {
                            EmitTile(kernel, (rest, taps), (channels.Size, tile.Vectors), place with { Position = position });
                        }

                        EmitResults(kernel, rest, channels.Size, place);
                    }
                }
            }
        }
    }

    private void EmitTile(KernelWriter kernel, (int First, int[] Taps) part, (int Channels, int Vectors) tile, Place first)
    {
        var vector = kernel.Vector;
        for (var c = 0; c < tile.Channels; c++)
        {
            for (var v = 0; v < tile.Vectors; v++)
            {
                kernel.Write($"var sum{c}_{v} = {(Gradient.HasBias ? vector.Broadcast((Channel(kernel, first) + c).In("bias")) : vector.Zero)};");
            }
        }

        if (part.Taps.Length > 0)
        {
            using (kernel.For("filter", Filters(kernel), out var groupFilter))
            using (kernel.For("kernelDepth", Geometry.KernelDepth, out var kernelDepth))
            using (Geometry.IsVolume ? Gradient.EmitSource(kernel, "depth", first.Depth, kernelDepth, "outputDepth", OutputDepth(kernel)) : null as IDisposable)
            using (kernel.For("kernelRow", Geometry.KernelHeight, out var kernelRow))
            using (EmitRow(kernel, first.RowRest, kernelRow, out var row))
            {
                var filter = (first.Group * Filters(kernel)) + groupFilter;
                var plane = (filter * OutputDepth(kernel)) + (Geometry.IsVolume ? "outputDepth" : 0);
                var weightPlane = (((filter * Channels(kernel)) + first.Channel) * Geometry.KernelDepth) + kernelDepth;
                kernel.Write($"""
                    ref var dy = ref {((((plane * Rows(kernel)) + row) * RowLength(kernel)) + first.Position).In("workspace")};
                    ref var w = ref {(((weightPlane * Geometry.KernelHeight) + kernelRow) * Geometry.KernelWidth).In("weight")};
                    """);
                EmitTaps(kernel, part, tile);
            }
        }

        for (var c = 0; c < tile.Channels; c++)
        {
            for (var v = 0; v < tile.Vectors; v++)
            {
                kernel.Write($"{vector.Store($"sum{c}_{v}", "result", (c * ResultLength(kernel, part.First)) + first.Position + (v * vector.Count))};");
            }
        }
    }

    // The copy's row that the running row of the kernel meets at the first position; with a stride, a block for when there is one.
    private CodeWriter.Scope EmitRow(KernelWriter kernel, Offset rowRest, Offset kernelRow, out Offset row)
    {
        var distance = rowRest - (kernelRow * Geometry.Dilation);
        row = Geometry.Stride == 1 ? Top + distance : (Offset)"row";
        if (Geometry.Stride == 1)
        {
            return kernel.Names();
        }

        kernel.Write($"""
            var distance = {(Top * Geometry.Stride) + distance};
            var row = distance / {Geometry.Stride};
            """);
        return kernel.Block($"if (row * {Geometry.Stride} == distance)");
    }

    private void EmitTaps(KernelWriter kernel, (int First, int[] Taps) part, (int Channels, int Vectors) tile)
    {
        // The taps of one rest are equally spaced, and dy's column falls by the same step from one to the next.
        var taps = part.Taps;
        var (tapStep, columnStep) = taps.Length == 1 ? (0, 0) : (taps[1] - taps[0], Column(taps[1]) - Column(taps[0]));
        using (kernel.For("tap", taps.Length, out var tap))
        {
            kernel.Write($"""
                ref var wTap = ref {(taps[0] + (tap * tapStep)).In("w")};
                ref var dyTap = ref {(Column(taps[0]) + (tap * columnStep)).In("dy")};
                """);
            ConvolutionTile.WriteProducts(
                kernel,
                new TileFactors("w", tile.Channels, c => kernel.Vector.Broadcast(((Offset)(c * Geometry.Taps)).In("wTap"))),
                new TileFactors("dy", tile.Vectors, v => kernel.Vector.Load("dyTap", v * kernel.Vector.Count)));
        }

        int Column(int tap) => Gradient.Left + ((part.First - (tap * Geometry.Dilation)) / Geometry.Stride);
    }

    private void EmitResults(KernelWriter kernel, int rest, int channels, Place first)
    {
        var (top, left) = (Crop?.Top ?? 0, Crop?.Left ?? 0);
        var (bottom, right) = (Geometry.Height - (Crop?.Bottom ?? 0), Geometry.Width - (Crop?.Right ?? 0));
        var (height, width) = (kernel.Size("ResultHeight", bottom - top), kernel.Size("ResultWidth", right - left));
        var firstRow = top == 0 || Geometry.Stride == 1 ? first.RowRest + top : first.RowRest + ((top + Geometry.Stride - 1 - first.RowRest) / Geometry.Stride * Geometry.Stride);
        var firstColumn = rest + (Ceiling(Math.Max(0, left - rest), Geometry.Stride) * Geometry.Stride);
        using (kernel.For("c", channels, out var c))
        using (For("row", firstRow, kernel.Size("Bottom", bottom), out var row))
        {
            var line = ((((Channel(kernel, first) + c) * Depth(kernel)) + first.Depth) * height) + row - top;
            kernel.Write($"""
                ref var from = ref {((c * ResultLength(kernel, rest)) + (row / Geometry.Stride * RowLength(kernel))).In("result")};
                ref var dx = ref {(line * (width * VectorWidth.Lanes)).In(OutputNames[0])};
                """);
            using (For("column", firstColumn, kernel.Size("Right", right), out var column))
            {
                new SampleLanes(IsGradient).Write(kernel, (column / Geometry.Stride).In("from"), "dx", column - left);
            }
        }

        CodeWriter.Scope For(string variable, Offset from, Size below, out Offset index)
        {
            index = variable;
            return kernel.Block($"for (var {variable} = {from}; {variable} < {(Offset)below}; {variable} += {Geometry.Stride})");
        }
    }

    private Offset Channel(KernelWriter kernel, Place place) => (place.Group * Channels(kernel)) + place.Channel;

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>Where a tile begins in dx; the channel is one of its group.</summary>
    private readonly record struct Place(Offset Group, Offset Channel, Offset Depth, Offset RowRest, Offset Position);
}
