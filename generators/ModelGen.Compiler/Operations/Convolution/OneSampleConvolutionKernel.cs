using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits the convolution of a single sample, where vectors of samples would be almost empty: vectors of filters from the packed weight, times broadcast elements of the input. The order of additions is
/// that of <see cref="ConvolutionKernel"/>, and so are the bits.
/// </summary>
internal sealed class OneSampleConvolutionKernel(KernelWriter kernel, Geometry geometry, Elementwise? activation)
{
    private readonly VectorWidth vector = kernel.Vector;
    private readonly int padded = PackedWeight.Padded(geometry.Filters);

    public void Write()
    {
        var tile = ConvolutionTile.Choose(padded / vector.Count, geometry.OutputWidth, vector);
        kernel.Write($"// One sample: tiles of {tile.Scalars * vector.Count} filters × {tile.Vectors} columns, in the same order of additions.");
        using (kernel.Block("if (block.Samples == 1)"))
        {
            using (kernel.For("group", geometry.Groups))
            using (ConvolutionPlanes.ForDepth(kernel, geometry))
            using (kernel.For("row", geometry.OutputHeight))
            {
                kernel.Write($"ref var weights = ref Unsafe.Add(ref packed, group * {(1 + geometry.FilterSize) * padded});");
                foreach (var (firstVector, vectors, vectorTiles) in ConvolutionTile.Cover(padded / vector.Count, tile.Scalars))
                {
                    using (kernel.For("vectorTile", vectorTiles))
                    {
                        kernel.Write($"var filter = ({firstVector} + vectorTile * {vectors}) * {vector.Count};");
                        foreach (var (firstColumn, columns, columnTiles) in ConvolutionTile.Cover(geometry.OutputWidth, tile.Vectors))
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

        using (kernel.For(ConvolutionPlanes.Variable(geometry), geometry.Slices))
        using (kernel.For("kernelRow", geometry.KernelHeight))
        {
            kernel.Write($"""
                ref var x = ref Unsafe.Add(ref input, (({ConvolutionPlanes.Input(geometry)} * {geometry.Height} + row * {geometry.Stride} + kernelRow * {geometry.Dilation}) * {geometry.Width} + column * {geometry.Stride}) * {VectorWidth.Lanes});
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
        ActivationEpilogue.Write(kernel, activation, "workspace", geometry.OutputWidth * padded / vector.Count, vector.Count);
        using (kernel.For("filter", geometry.Filters))
        {
            kernel.Write($"ref var y = ref Unsafe.Add(ref output, ({ConvolutionPlanes.Output(geometry, $"(group * {geometry.Filters} + filter)")} * {geometry.OutputHeight} + row) * {geometry.OutputWidth * VectorWidth.Lanes});");
            using (kernel.For("column", geometry.OutputWidth))
            {
                kernel.Write($"Unsafe.Add(ref y, column * {VectorWidth.Lanes}) = Unsafe.Add(ref workspace, column * {padded} + filter);");
            }
        }
    }
}
