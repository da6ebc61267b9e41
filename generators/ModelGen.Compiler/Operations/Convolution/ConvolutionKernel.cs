using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits the forward convolution: a tile of filters × neighbouring columns is held in registers, the taps of a kernel's row are spelled out, and each output adds its products in the order
/// channel, kernel row, kernel column.
/// </summary>
internal sealed class ConvolutionKernel(KernelWriter kernel, Geometry geometry, bool hasBias, Elementwise? activation)
{
    private const int UnrollLimit = 250;
    private readonly VectorWidth vector = kernel.Vector;

    public void Write()
    {
        var tile = ConvolutionTile.Choose(geometry.Filters, geometry.OutputWidth, vector);
        kernel.Write($"// Tile: {tile.Scalars} filters × {tile.Vectors} columns.");
        using (kernel.ForSlices())
        using (kernel.For("group", geometry.Groups))
        using (kernel.For("row", geometry.OutputHeight))
        {
            // All filters of a row before the next one: the rows of the input that they share stay in the cache.
            foreach (var (firstFilter, filters, filterTiles) in ConvolutionTile.Cover(geometry.Filters, tile.Scalars))
            {
                using (kernel.For("filterTile", filterTiles))
                {
                    kernel.Write($"var filter = group * {geometry.Filters} + {firstFilter} + filterTile * {filters};");
                    foreach (var (firstColumn, columns, columnTiles) in ConvolutionTile.Cover(geometry.OutputWidth, tile.Vectors))
                    {
                        using (kernel.For("columnTile", columnTiles))
                        {
                            kernel.Write($"var column = {firstColumn} + columnTile * {columns};");
                            WriteTile(filters, columns);
                        }
                    }
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

        using (kernel.For("channel", geometry.Channels))
        using (kernel.For("kernelRow", geometry.KernelHeight))
        {
            kernel.Write($"""
                ref var x = ref Unsafe.Add(ref input, (((group * {geometry.Channels} + channel) * {geometry.Height} + row * {geometry.Stride} + kernelRow * {geometry.Dilation}) * {geometry.Width} + column * {geometry.Stride}) * {VectorWidth.Lanes} + lane);
                ref var w = ref Unsafe.Add(ref weight, ((filter * {geometry.Channels} + channel) * {geometry.KernelHeight} + kernelRow) * {geometry.KernelWidth});
                """);
            if (geometry.KernelWidth * ((filters * columns) + filters + columns) <= UnrollLimit)
            {
                for (var tap = 0; tap < geometry.KernelWidth; tap++)
                {
                    WriteTap(filters, columns, $"{tap}", $"{tap * geometry.Dilation * VectorWidth.Lanes}", tap);
                }
            }
            else
            {
                using (kernel.For("tap", geometry.KernelWidth))
                {
                    WriteTap(filters, columns, "tap", $"tap * {geometry.Dilation * VectorWidth.Lanes}", suffix: 0);
                }
            }
        }

        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"ref var y{f} = ref Unsafe.Add(ref output, (((filter + {f}) * {geometry.OutputHeight} + row) * {geometry.OutputWidth} + column) * {VectorWidth.Lanes} + lane);");
            for (var c = 0; c < columns; c++)
            {
                var sum = $"sum{f}_{c}";
                kernel.Write($"{vector.Store(activation is null ? sum : $"({activation.Vector(vector, sum)})", $"y{f}", $"{c * VectorWidth.Lanes}")};");
            }
        }
    }

    private void WriteTap(int filters, int columns, string tap, string offset, int suffix)
    {
        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"var w{f}_{suffix} = {vector.Broadcast($"Unsafe.Add(ref w, {f * geometry.FilterSize} + {tap})")};");
        }

        for (var c = 0; c < columns; c++)
        {
            kernel.Write($"var x{c}_{suffix} = {vector.Load("x", $"{c * geometry.Stride * VectorWidth.Lanes} + {offset}")};");
            for (var f = 0; f < filters; f++)
            {
                kernel.Write($"sum{f}_{c} = {vector.MultiplyAdd($"w{f}_{suffix}", $"x{c}_{suffix}", $"sum{f}_{c}")};");
            }
        }
    }
}
