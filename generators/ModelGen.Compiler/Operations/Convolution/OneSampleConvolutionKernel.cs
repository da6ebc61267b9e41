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
        kernel.Write($"// One sample: tiles of {tile.Scalars * vector.Count} filters × {tile.Vectors} columns, in the same order of additions.");
        using (kernel.Block("if (block.Samples == 1)"))
        {
            using (kernel.For("group", geometry.Groups))
            using (ConvolutionPlanes.ForDepth(kernel, geometry))
            using (kernel.For("row", outputHeight))
            {
                kernel.Write($"ref var weights = ref Unsafe.Add(ref packed, group * {kernel.Size("PackedLength", (1 + geometry.FilterSize) * paddedFilters)});");
                foreach (var (firstVector, vectors, vectorTiles) in kernel.Tiles("OneSampleFilter", ConvolutionTile.Cover(paddedFilters / vector.Count, tile.Scalars)))
                {
                    using (kernel.For("vectorTile", vectorTiles))
                    {
                        kernel.Write($"var filter = ({firstVector} + vectorTile * {vectors}) * {vector.Count};");
                        foreach (var (firstColumn, columns, columnTiles) in kernel.Tiles("OneSampleColumn", ConvolutionTile.Cover(geometry.OutputWidth, tile.Vectors)))
                        {
                            using (kernel.For("columnTile", columnTiles))
                            {
                                kernel.Write($"var column = {firstColumn} + columnTile * {columns};");
                                WriteTile(vectors, columns);
                            }
                        }
                    }
                }

                WriteRow();
            }

            kernel.Write("return;");
        }

        kernel.WriteLine();
    }

    private void WriteTile(int vectors, int columns)
    {
        for (var v = 0; v < vectors; v++)
        {
            kernel.Write($"var start{v} = {vector.Load("weights", $"filter + {v * vector.Count}")};");
            for (var c = 0; c < columns; c++)
            {
                kernel.Write($"var sum{v}_{c} = start{v};");
            }
        }

        using (kernel.For(ConvolutionPlanes.Variable(geometry), slices))
        using (kernel.For("kernelRow", geometry.KernelHeight))
        {
            kernel.Write($"""
                ref var x = ref Unsafe.Add(ref input, (({ConvolutionPlanes.Input(kernel, geometry)} * {height} + row * {geometry.Stride} + kernelRow * {geometry.Dilation}) * {width} + column * {geometry.Stride}) * {VectorWidth.Lanes});
                ref var w = ref Unsafe.Add(ref weights, (1 + ({ConvolutionPlanes.Variable(geometry)} * {geometry.KernelHeight} + kernelRow) * {geometry.KernelWidth}) * {padded} + filter);
                """);
            using (kernel.For("tap", geometry.KernelWidth))
            {
                kernel.Write($"""
                    ref var wTap = ref Unsafe.Add(ref w, tap * {padded});
                    ref var xTap = ref Unsafe.Add(ref x, tap * {geometry.Dilation * VectorWidth.Lanes});
                    """);
                ConvolutionTile.WriteProducts(
                    kernel,
                    new TileFactors("w", vectors, v => vector.Load("wTap", $"{v * vector.Count}")),
                    new TileFactors("x", columns, c => vector.Broadcast($"Unsafe.Add(ref xTap, {c * geometry.Stride * VectorWidth.Lanes})")));
            }
        }

        for (var c = 0; c < columns; c++)
        {
            for (var v = 0; v < vectors; v++)
            {
                kernel.Write($"{vector.Store(ActivationEpilogue.Stored(activation, vector, $"sum{v}_{c}"), "workspace", $"(column + {c}) * {padded} + filter + {v * vector.Count}")};");
            }
        }
    }

    private void WriteRow()
    {
        ActivationEpilogue.Write(kernel, activation, "workspace", kernel.Size("RowVectors", geometry.OutputWidth * paddedFilters / vector.Count), vector.Count);
        using (kernel.For("filter", filterCount))
        {
            kernel.Write($"ref var y = ref Unsafe.Add(ref output, ({ConvolutionPlanes.Output(kernel, geometry, $"(group * {filterCount} + filter)")} * {outputHeight} + row) * {outputWidth * VectorWidth.Lanes});");
            using (kernel.For("column", outputWidth))
            {
                kernel.Write($"Unsafe.Add(ref y, column * {VectorWidth.Lanes}) = Unsafe.Add(ref workspace, column * {padded} + filter);");
            }
        }
    }
}
