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
    private readonly ConvolutionTile tile = ConvolutionTile.Choose(geometry.Filters, geometry.OutputWidth, kernel.Vector);

    public void Write()
    {
        kernel.Write($"// Tile: {tile.Scalars} filters × {tile.Vectors} columns.");
        using (kernel.ForSlices())
        using (kernel.For("group", geometry.Groups))
        using (ConvolutionPlanes.ForDepth(kernel, geometry))
        using (kernel.For("row", outputHeight))
        {
            // All filters of a row before the next one: the rows of the input that they share stay in the cache.
            foreach (var (firstFilter, filters, filterTiles) in kernel.Tiles("Filter", ConvolutionTile.Cover(geometry.Filters, tile.Scalars)))
            {
                using (kernel.For("filterTile", filterTiles))
                {
                    kernel.Write($"var filter = group * {filterCount} + {firstFilter} + filterTile * {filters};");
                    foreach (var (firstColumn, columns, columnTiles) in kernel.Tiles("Column", ConvolutionTile.Cover(geometry.OutputWidth, tile.Vectors)))
                    {
                        using (kernel.For("columnTile", columnTiles))
                        {
                            kernel.Write($"var column = {firstColumn} + columnTile * {columns};");
                            WriteTile(filters, columns);
                        }
                    }

                    WriteActivation(filters);
                }
            }
        }
    }

    private void WriteTile(int filters, int columns)
    {
        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"var start{f} = {(hasBias ? vector.Broadcast($"Unsafe.Add(ref bias, filter + {f})") : vector.Zero)};");
            for (var c = 0; c < columns; c++)
            {
                kernel.Write($"var sum{f}_{c} = start{f};");
            }
        }

        using (kernel.For(ConvolutionPlanes.Variable(geometry), slices))
        using (kernel.For("kernelRow", geometry.KernelHeight))
        {
            kernel.Write($"""
                ref var x = ref Unsafe.Add(ref input, (({ConvolutionPlanes.Input(kernel, geometry)} * {height} + row * {geometry.Stride} + kernelRow * {geometry.Dilation}) * {width} + column * {geometry.Stride}) * {VectorWidth.Lanes} + lane);
                ref var w = ref Unsafe.Add(ref weight, ((filter * {slices} + {ConvolutionPlanes.Variable(geometry)}) * {geometry.KernelHeight} + kernelRow) * {geometry.KernelWidth});
                """);
            if (tile.Unrolls(geometry.Filters, geometry.OutputWidth, geometry.KernelWidth))
            {
                for (var tap = 0; tap < geometry.KernelWidth; tap++)
                {
                    using (kernel.Block($"// Kernel column {tap}."))
                    {
                        WriteTap(filters, columns, "w", "x", tap);
                    }
                }
            }
            else
            {
                using (kernel.For("tap", geometry.KernelWidth))
                {
                    kernel.Write($"""
                        ref var wTap = ref Unsafe.Add(ref w, tap);
                        ref var xTap = ref Unsafe.Add(ref x, tap * {geometry.Dilation * VectorWidth.Lanes});
                        """);
                    WriteTap(filters, columns, "wTap", "xTap", tap: 0);
                }
            }
        }

        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"ref var y{f} = ref Unsafe.Add(ref output, (({ConvolutionPlanes.Output(kernel, geometry, $"(filter + {f})")} * {outputHeight} + row) * {outputWidth} + column) * {VectorWidth.Lanes} + lane);");
            for (var c = 0; c < columns; c++)
            {
                kernel.Write($"{vector.Store(ActivationEpilogue.Stored(activation, vector, $"sum{f}_{c}"), $"y{f}", $"{c * VectorWidth.Lanes}")};");
            }
        }
    }

    private void WriteTap(int filters, int columns, string w, string x, int tap) => ConvolutionTile.WriteProducts(
        kernel,
        new TileFactors("w", filters, f => vector.Broadcast($"Unsafe.Add(ref {w}, {(f * filterSize) + tap})")),
        new TileFactors("x", columns, c => vector.Load(x, $"{((c * geometry.Stride) + (tap * geometry.Dilation)) * VectorWidth.Lanes}")));

    private void WriteActivation(int filters)
    {
        if (ActivationEpilogue.NeedsLoop(activation))
        {
            using (kernel.For("f", filters))
            {
                kernel.Write($"ref var y = ref Unsafe.Add(ref output, ({ConvolutionPlanes.Output(kernel, geometry, "(filter + f)")} * {outputHeight} + row) * {outputWidth * VectorWidth.Lanes} + lane);");
                ActivationEpilogue.Write(kernel, activation, "y", outputWidth, VectorWidth.Lanes);
            }
        }
    }
}
