using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The gradient of a convolution's weight for one sample: vectors of filters of dy, times elements of the input. The order of additions is that of <see cref="ConvolutionWeightGradient"/>.</summary>
/// <param name="Gradient">The operation for batches.</param>
/// <param name="Signature">The shapes of its operands.</param>
/// <param name="Padding">What makes the input of the operand, which has no border.</param>
public sealed record OneSampleWeightGradient(ConvolutionWeightGradient Gradient, Signature Signature, Pad2D? Padding = null) : OneSampleOperation(Gradient, Signature)
{
    private const int Panel = VectorWidth.Lanes;

    /// <inheritdoc/>
    public override string Describe() => Padding is null ? base.Describe() : $"{Padding.Describe()} + {base.Describe()}";

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var input = Padding?.Pad(call.Batch, Signature.Inputs[1], call.Input(1)) ?? call.Input(1);
        Gradient.Evaluate(call.With(Signature with { Inputs = [Signature.Inputs[0], Geometry.Input] }, [call.Input(0), input]));
    }

    private Geometry Geometry => Gradient.Geometry;

    private int TransposedLength => Geometry.OutputPlane * Panel;

    private int SumsLength => Geometry.FilterSize * Panel;

    /// <summary>Dy and the sums of sixteen filters side by side, these sums in the weight's layout, and the input with its border.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        TransposedLength + (2 * SumsLength) + (Padding is null ? 0 : Geometry.Input.Count);

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var (vector, tile) = (kernel.Vector, TileOf(kernel.Vector));
        var (filterCount, filterSize) = (kernel.Size("Filters", Geometry.Filters), kernel.Size("FilterSize", Geometry.FilterSize));
        var outputPlane = kernel.Size("OutputPlane", Geometry.OutputPlane);
        kernel.Write($"""
            // Tile: {vector.Count} filters × at most {tile.Slices} {ConvolutionPlanes.Variable(Geometry)}s of {tile.Rows}×{tile.Columns} taps, for all positions; their sums are transposed last.
            // The workspace has dy of sixteen filters at a time, side by side, then the sums{(Padding is null ? string.Empty : ", and the input with its border")}.
            ref var transposed = ref workspace;
            ref var sums = ref {((Offset)(outputPlane * Panel)).In("transposed")};
            ref var rows = ref {((Offset)(filterSize * Panel)).In("sums")};
            """);
        if (Padding is not null)
        {
            kernel.Write($"ref var padded = ref {((Offset)(filterSize * Panel)).In("rows")};");
            var image = (kernel.Size("ImageHeight", Geometry.Height - Padding.Top - Padding.Bottom), kernel.Size("ImageWidth", Geometry.Width - Padding.Left - Padding.Right));
            var images = kernel.Size("Images", Geometry.Groups * Geometry.Channels);
            Sixteens.CopyPadded(kernel, "input", images, image, "padded", (kernel.Size("Height", Geometry.Height), Width(kernel)), (Padding.Top, Padding.Left));
        }

        using (kernel.For("group", Geometry.Groups, out var group))
        using (kernel.For("first", 0, filterCount, Panel, out var first))
        {
            var filter = kernel.Declare("filter", (group * filterCount) + first);
            var count = Geometry.Filters <= Panel ? filterCount : kernel.Declare("count", $"Math.Min({Panel}, {filterCount - first})");
            kernel.Write($"Lanes.Load(ref {(filter * outputPlane).In("outputGradient")}, {(Offset)outputPlane}, {count}, ref transposed);");
            using (kernel.For("lane", 0, Geometry.Filters <= Panel ? filterCount : Panel, vector.Count, out var lane))
            {
                foreach (var slices in kernel.Tiles("Slice", Tiling.Split(Geometry.Slices, tile.Slices)))
                {
                    using (kernel.For(ConvolutionPlanes.Variable(Geometry), slices, out var slice))
                    {
                        EmitSlices(kernel, tile with { Slices = slices.Size }, new Place(group, lane, slice));
                    }
                }
            }

            kernel.Write($"""
                Lanes.Store(ref sums, {(Offset)filterSize}, {count}, ref rows);
                Lanes.Add(ref rows, {count * filterSize}, ref {(filter * filterSize).In("weightGradient")});
                """);
        }
    }

    // As many taps as there are registers for their sums: of several channels, of some rows of a kernel, or of some columns of a row. A volume's slices are not equally spaced.
    private Taps TileOf(VectorWidth vector)
    {
        var (limit, plane) = (vector.Registers - 3, Geometry.KernelHeight * Geometry.KernelWidth);
        return plane <= limit ? new Taps(Geometry.KernelDepth > 1 ? 1 : limit / plane, Geometry.KernelHeight, Geometry.KernelWidth)
            : Geometry.KernelWidth <= limit ? new Taps(1, limit / Geometry.KernelWidth, Geometry.KernelWidth)
            : new Taps(1, 1, limit);
    }

    private void EmitSlices(KernelWriter kernel, Taps tile, Place place)
    {
        foreach (var rows in Tiling.Split(Geometry.KernelHeight, tile.Rows))
        {
            using (kernel.For("kernelRow", rows, out var kernelRow))
            {
                foreach (var taps in Tiling.Split(Geometry.KernelWidth, tile.Columns))
                {
                    using (kernel.For("tap", taps, out var tap))
                    {
                        EmitTile(kernel, tile with { Rows = rows.Size, Columns = taps.Size }, place with { KernelRow = kernelRow, Tap = tap });
                    }
                }
            }
        }
    }

    private void EmitTile(KernelWriter kernel, Taps tile, Place place)
    {
        var vector = kernel.Vector;
        ForEach((sum, _, _, _) => kernel.Write($"var {sum} = {vector.Zero};"));
        using (ConvolutionPlanes.ForDepth(kernel, Geometry, out var depth))
        using (kernel.For("row", kernel.Size("OutputHeight", Geometry.OutputHeight), out var row))
        {
            var (outputHeight, outputWidth) = (kernel.Size("OutputHeight", Geometry.OutputHeight), kernel.Size("OutputWidth", Geometry.OutputWidth));
            var inputRow = (ConvolutionPlanes.Input(kernel, Geometry, place.Group, depth, place.Slice) * kernel.Size("Height", Geometry.Height)) + (row * Geometry.Stride) + (place.KernelRow * Geometry.Dilation);
            kernel.Write($"""
                ref var dyRow = ref {(((((depth * outputHeight) + row) * outputWidth) * Panel) + place.Lane).In("transposed")};
                ref var xRow = ref {((inputRow * Width(kernel)) + (place.Tap * Geometry.Dilation)).In(Padding is null ? "input" : "padded")};
                """);
            using (kernel.For("column", outputWidth, out var column))
            {
                kernel.Write($"""
                    var dy = {vector.Load("dyRow", column * Panel)};
                    ref var x = ref {(column * Geometry.Stride).In("xRow")};
                    """);
                ForEach((sum, s, r, t) =>
                {
                    var place = (s * kernel.Size("Plane", Geometry.Depth * Geometry.Height * Geometry.Width)) + (Width(kernel) * (r * Geometry.Dilation)) + (t * Geometry.Dilation);
                    kernel.Write($"{sum} = {vector.MultiplyAdd("dy", vector.Broadcast(((Offset)place).In("x")), sum)};");
                });
            }
        }

        ForEach((sum, s, r, t) =>
        {
            var weight = (((((place.Slice + s) * Geometry.KernelHeight) + place.KernelRow + r) * Geometry.KernelWidth) + place.Tap + t) * Panel;
            kernel.Write($"{vector.Store(sum, "sums", weight + place.Lane)};");
        });

        void ForEach(Action<string, int, int, int> write)
        {
            for (var s = 0; s < tile.Slices; s++)
            {
                for (var r = 0; r < tile.Rows; r++)
                {
                    for (var t = 0; t < tile.Columns; t++)
                    {
                        write($"sum{s}_{r}_{t}", s, r, t);
                    }
                }
            }
        }
    }

    private Size Width(KernelWriter kernel) => kernel.Size("Width", Geometry.Width);

    /// <summary>Weights of a filter.</summary>
    private readonly record struct Taps(int Slices, int Rows, int Columns);

    /// <summary>What is running in the loops around a tile: the filter among sixteen, and the first channel, row and tap of the kernel.</summary>
    private readonly record struct Place(Offset Group, Offset Lane, Offset Slice)
    {
        public Offset KernelRow { get; init; }

        public Offset Tap { get; init; }
    }
}
