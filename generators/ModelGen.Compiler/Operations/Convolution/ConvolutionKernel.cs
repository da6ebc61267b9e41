using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits the forward convolution: a tile of filters × neighbouring columns is held in registers, the taps of a kernel's row are spelled out, and each output adds its products in the order
/// channel, kernel row, kernel column.
/// </summary>
internal sealed class ConvolutionKernel(KernelWriter kernel, Geometry geometry, bool hasBias, Elementwise? activation)
{
    private readonly VectorWidth vector = kernel.Vector;
    private readonly Size filterCount = kernel.Size("Filters", geometry.Filters);
    private readonly Size slices = kernel.Size("Slices", geometry.Slices);
    private readonly Size filterSize = kernel.Size("FilterSize", geometry.FilterSize);
    private readonly Size height = kernel.Size("Height", geometry.Height);
    private readonly Size width = kernel.Size("Width", geometry.Width);
    private readonly Size outputHeight = kernel.Size("OutputHeight", geometry.OutputHeight);
    private readonly Size outputWidth = kernel.Size("OutputWidth", geometry.OutputWidth);
    private readonly Epilogue epilogue = kernel.Epilogue.After(activation);
    private readonly ConvolutionTile tile = ConvolutionTile.Choose(geometry.Filters, geometry.OutputWidth, kernel.Vector);

    public void Write()
    {
        kernel.Write($"// Tile: {tile.Scalars} filters × {tile.Vectors} columns.");
        using (kernel.ForSlices(out var lane))
        using (kernel.For("group", geometry.Groups, out var group))
        using (ConvolutionPlanes.ForDepth(kernel, geometry, out var depth))
        using (kernel.For("row", outputHeight, out var row))
        {
            // All filters of a row before the next one: the rows of the input that they share stay in the cache.
            foreach (var filters in kernel.Tiles("Filter", Tiling.Cover(geometry.Filters, tile.Scalars)))
            {
                using (kernel.For(geometry.Groups > 1 ? "groupFilter" : "filter", filters, out var groupFilter))
                {
                    var filter = kernel.Declare("filter", (group * filterCount) + groupFilter);
                    foreach (var columns in kernel.Tiles("Column", Tiling.Cover(geometry.OutputWidth, tile.Vectors)))
                    {
                        using (kernel.For("column", columns, out var column))
                        {
                            WriteTile(filters.Size, columns.Size, new Place(group, filter, depth, row, column, lane));
                        }
                    }

                    WriteEpilogue(filters.Size, new Place(group, filter, depth, row, Column: 0, lane));
                }
            }
        }
    }

    private void WriteTile(int filters, int columns, Place first)
    {
        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"var start{f} = {(hasBias ? vector.Broadcast((first.Filter + f).In("bias")) : vector.Zero)};");
            for (var c = 0; c < columns; c++)
            {
                kernel.Write($"var sum{f}_{c} = start{f};");
            }
        }

        using (kernel.For(ConvolutionPlanes.Variable(geometry), slices, out var plane))
        using (kernel.For("kernelRow", geometry.KernelHeight, out var kernelRow))
        {
            var inputRow = (ConvolutionPlanes.Input(kernel, geometry, first.Group, first.Depth, plane) * height) + (first.Row * geometry.Stride) + (kernelRow * geometry.Dilation);
            kernel.Write($"""
                ref var x = ref {((((inputRow * width) + (first.Column * geometry.Stride)) * VectorWidth.Lanes) + first.Lane).In("input")};
                ref var w = ref {(((((first.Filter * slices) + plane) * geometry.KernelHeight) + kernelRow) * geometry.KernelWidth).In("weight")};
                """);
            if (tile.Unrolls(geometry.Filters, geometry.OutputWidth, geometry.KernelWidth))
            {
                for (var tap = 0; tap < geometry.KernelWidth; tap++)
                {
                    kernel.Write($"// Kernel column {tap}.");
                    using (kernel.Names())
                    {
                        WriteTap(filters, columns, "w", "x", tap);
                    }
                }
            }
            else
            {
                using (kernel.For("tap", geometry.KernelWidth, out var tap))
                {
                    kernel.Write($"""
                        ref var wTap = ref {tap.In("w")};
                        ref var xTap = ref {(tap * (geometry.Dilation * VectorWidth.Lanes)).In("x")};
                        """);
                    WriteTap(filters, columns, "wTap", "xTap", tap: 0);
                }
            }
        }

        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"ref var y{f} = ref {Output(first with { Filter = first.Filter + f }).In("output")};");
            for (var c = 0; c < columns; c++)
            {
                epilogue.Store($"sum{f}_{c}", $"y{f}", c * VectorWidth.Lanes);
            }
        }
    }

    private void WriteTap(int filters, int columns, string w, string x, int tap) => ConvolutionTile.WriteProducts(
        kernel,
        new TileFactors("w", filters, f => vector.Broadcast(((Offset)((f * filterSize) + tap)).In(w))),
        new TileFactors("x", columns, c => vector.Load(x, ((c * geometry.Stride) + (tap * geometry.Dilation)) * VectorWidth.Lanes)));

    private void WriteEpilogue(int filters, Place first)
    {
        if (!epilogue.NeedsLoop && !epilogue.HasSum)
        {
            return;
        }

        using (kernel.For("f", filters, out var f))
        {
            epilogue.Declare("y", Output(first with { Filter = first.Filter + f }));
            epilogue.Write("y", 0, outputWidth, VectorWidth.Lanes);
            if (epilogue.HasSum)
            {
                kernel.Write($"var rowSum = {vector.Load("y", 0)};");
                using (kernel.For("i", VectorWidth.Lanes, outputWidth * VectorWidth.Lanes, VectorWidth.Lanes, out var i))
                {
                    kernel.Write($"rowSum += {vector.Load("y", i)};");
                }

                epilogue.AddToSum("rowSum", first.Filter + f, first.Lane);
            }
        }
    }

    private Offset Output(Place place) =>
        (((((ConvolutionPlanes.Output(kernel, geometry, place.Filter, place.Depth) * outputHeight) + place.Row) * outputWidth) + place.Column) * VectorWidth.Lanes) + place.Lane;

    /// <summary>Where a tile begins in the output.</summary>
    private readonly record struct Place(Offset Group, Offset Filter, Offset Depth, Offset Row, Offset Column, Offset Lane);
}
