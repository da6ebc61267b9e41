using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits the convolution of a single sample, where vectors of samples would be almost empty: vectors of filters from the packed weight, times broadcast elements of the input. The order of additions is
/// that of <see cref="ConvolutionKernel"/>, and so are the bits.
/// </summary>
internal sealed class OneSampleConvolutionKernel(KernelWriter kernel, Geometry geometry, Elementwise? activation)
{
    private readonly VectorWidth vector = kernel.Vector;
    private readonly int paddedFilters = PackedWeight.Padded(geometry.Filters);
    private readonly Size padded = kernel.Size("PaddedFilters", PackedWeight.Padded(geometry.Filters));
    private readonly Size filterCount = kernel.Size("Filters", geometry.Filters);
    private readonly Size slices = kernel.Size("Slices", geometry.Slices);
    private readonly Size height = kernel.Size("Height", geometry.Height);
    private readonly Size width = kernel.Size("Width", geometry.Width);
    private readonly Size outputHeight = kernel.Size("OutputHeight", geometry.OutputHeight);
    private readonly Size outputWidth = kernel.Size("OutputWidth", geometry.OutputWidth);

    public void Write()
    {
        var tile = ConvolutionTile.Choose(paddedFilters / vector.Count, geometry.OutputWidth, vector);
        kernel.Write($"// Tile: {tile.Scalars * vector.Count} filters × {tile.Vectors} columns, in the same order of additions as for a block.");
        using (kernel.For("group", geometry.Groups, out var group))
        using (ConvolutionPlanes.ForDepth(kernel, geometry, out var depth))
        using (kernel.For("row", outputHeight, out var row))
        {
            kernel.Write($"ref var weights = ref {(group * kernel.Size("PackedLength", (1 + geometry.FilterSize) * paddedFilters)).In("packed")};");
            foreach (var vectors in kernel.Tiles("Filter", Tiling.Cover(paddedFilters / vector.Count, tile.Scalars)))
            {
                using (kernel.For("filter", new TileRun(vectors.First * vector.Count, vectors.Size * vector.Count, vectors.Count), out var filter))
                {
                    foreach (var columns in kernel.Tiles("Column", Tiling.Cover(geometry.OutputWidth, tile.Vectors)))
                    {
                        using (kernel.For("column", columns, out var column))
                        {
                            WriteTile(vectors.Size, columns.Size, new Place(group, filter, depth, row, column));
                        }
                    }
                }
            }

            WriteRow(group, depth, row);
        }
    }

    private void WriteTile(int vectors, int columns, Place first)
    {
        for (var v = 0; v < vectors; v++)
        {
            kernel.Write($"var start{v} = {vector.Load("weights", first.Filter + (v * vector.Count))};");
            for (var c = 0; c < columns; c++)
            {
                kernel.Write($"var sum{v}_{c} = start{v};");
            }
        }

        using (kernel.For(ConvolutionPlanes.Variable(geometry), slices, out var plane))
        using (kernel.For("kernelRow", geometry.KernelHeight, out var kernelRow))
        {
            var inputRow = (ConvolutionPlanes.Input(kernel, geometry, first.Group, first.Depth, plane) * height) + (first.Row * geometry.Stride) + (kernelRow * geometry.Dilation);
            kernel.Write($"""
                ref var x = ref {(((inputRow * width) + (first.Column * geometry.Stride)) * VectorWidth.Lanes).In("input")};
                ref var w = ref {(((1 + (((plane * geometry.KernelHeight) + kernelRow) * geometry.KernelWidth)) * padded) + first.Filter).In("weights")};
                """);
            using (kernel.For("tap", geometry.KernelWidth, out var tap))
            {
                kernel.Write($"""
                    ref var wTap = ref {(tap * padded).In("w")};
                    ref var xTap = ref {(tap * (geometry.Dilation * VectorWidth.Lanes)).In("x")};
                    """);
                ConvolutionTile.WriteProducts(
                    kernel,
                    new TileFactors("w", vectors, v => vector.Load("wTap", v * vector.Count)),
                    new TileFactors("x", columns, c => vector.Broadcast(((Offset)(c * geometry.Stride * VectorWidth.Lanes)).In("xTap"))));
            }
        }

        for (var c = 0; c < columns; c++)
        {
            for (var v = 0; v < vectors; v++)
            {
                ActivationEpilogue.Store(kernel, activation, $"sum{v}_{c}", "workspace", ((first.Column + c) * padded) + first.Filter + (v * vector.Count));
            }
        }
    }

    private void WriteRow(Offset group, Offset depth, Offset row)
    {
        ActivationEpilogue.Write(kernel, activation, "workspace", kernel.Size("RowVectors", geometry.OutputWidth * paddedFilters / vector.Count), vector.Count);
        using (kernel.For("filter", filterCount, out var filter))
        {
            var outputRow = (ConvolutionPlanes.Output(kernel, geometry, (group * filterCount) + filter, depth) * outputHeight) + row;
            kernel.Write($"ref var y = ref {(outputRow * (outputWidth * VectorWidth.Lanes)).In("output")};");
            using (kernel.For("column", outputWidth, out var column))
            {
                kernel.Write($"{(column * VectorWidth.Lanes).In("y")} = {((column * padded) + filter).In("workspace")};");
            }
        }
    }

    /// <summary>Where a tile begins in the output.</summary>
    private readonly record struct Place(Offset Group, Offset Filter, Offset Depth, Offset Row, Offset Column);
}
