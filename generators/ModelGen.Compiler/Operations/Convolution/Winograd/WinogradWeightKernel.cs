using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits the gradient of a Winograd convolution's weight. For a group of tiles at a time: both factors are transformed, the inputs brought from samples side by side to channels side by side, and for each
/// position of the transformed domain a matrix product adds tile after tile, in each the samples in order. What they add up to for a block becomes the weight's gradient at the end.
/// </summary>
internal sealed class WinogradWeightKernel
{
    private readonly KernelWriter kernel;
    private readonly WinogradWeightGradient operation;
    private readonly WinogradTile tile;
    private readonly VectorWidth vector;
    private readonly WinogradWeightLayout layout;
    private readonly ConvolutionTile registers;
    private readonly bool isWhole;
    private readonly Size channels, padded, filters, group;

    public WinogradWeightKernel(KernelWriter kernel, WinogradWeightGradient operation)
    {
        (this.kernel, this.operation, vector) = (kernel, operation, kernel.Vector);
        tile = WinogradTile.Of(operation.Tile);
        var (output, input) = (kernel.InputShape(0), kernel.InputShape(1));
        layout = new WinogradWeightLayout(tile, output, input);
        registers = ConvolutionTile.Choose(output[0], layout.PaddedChannels / vector.Count, vector);
        isWhole = output[1] % tile.Outputs == 0 && output[2] % tile.Outputs == 0;
        (channels, padded, filters, group) = (kernel.Size("Channels", input[0]), kernel.Size("PaddedChannels", layout.PaddedChannels), kernel.Size("Filters", output[0]), kernel.Size("Group", layout.Group));
    }

    private Size Inputs => kernel.Size("Inputs", layout.Inputs);

    private Size Gradients => kernel.Size("Gradients", layout.Gradients);

    private Size Transposed => kernel.Size("Transposed", layout.Transposed);

    private Size SumPlane => kernel.Size("SumPlane", layout.SumPlane);

    private Size GradientPlane => kernel.Size("GradientPlane", layout.GradientPlane);

    private Size TransposedPlane => kernel.Size("TransposedPlane", layout.TransposedPlane);

    private string Columns => ((Offset)kernel.Size("Columns", layout.Columns)).In("workspace");

    public void Write()
    {
        kernel.Write($"// Tiles of {tile.Outputs}×{tile.Outputs} of dy, {tile.Positions} products for {9 * tile.Outputs * tile.Outputs}; in registers {registers.Scalars} filters × {registers.Vectors * vector.Count} channels.");
        Sixteens.Clear(kernel, "workspace", tile.Positions * SumPlane);

        var tiles = kernel.Size("Tiles", layout.Tiles);
        using (kernel.For("firstTile", 0, tiles, group, out var firstTile))
        {
            var count = layout.Tiles % layout.Group == 0 ? group : kernel.Declare("count", $"Math.Min({(Offset)group}, {tiles} - {firstTile})");
            kernel.Write("// The inputs of a group of tiles, transformed, [positions][tiles][samples][channels], and their gradients, [positions][filters][tiles][samples].");
            using (For("t", count, out var t))
            {
                WriteFactors(firstTile, t);
            }

            kernel.Write("// For each position a matrix product over tiles and samples, added to the sums: [positions][filters][channels].");
            WriteProducts(count);
        }

        kernel.Write("// The sums, transformed to nine taps each and added to the weight's gradient.");
        WriteGradients();
    }

    private CodeWriter.Scope For(string variable, Offset count, out Offset index)
    {
        index = variable;
        return kernel.Block($"for (var {variable} = 0; {variable} < {count}; {variable}++)");
    }

    private void WriteFactors(Offset firstTile, Offset t)
    {
        var (output, input) = (kernel.InputShape(0), kernel.InputShape(1));
        var border = operation.Border;
        var patch = (Offset)kernel.Size("Patch", layout.Patch);
        var gradients = new WinogradPatch(
            kernel, "outputGradient", kernel.Size("OutputHeight", output[1]), kernel.Size("OutputWidth", output[2]), tile.Outputs, isWhole ? (Offset?)null : patch);
        var inputs = new WinogradPatch(
            kernel, "input", kernel.Size("Height", input[1]), kernel.Size("Width", input[2]), tile.Inputs, isWhole && border == default ? (Offset?)null : patch);
        var tileColumns = kernel.Size("TileColumns", layout.TileColumns);
        var number = kernel.Declare("tile", firstTile + t);
        gradients.Declare(number / tileColumns * tile.Outputs, number % tileColumns * tile.Outputs);
        inputs.Declare((number / tileColumns * tile.Outputs) - border.Top, (number % tileColumns * tile.Outputs) - border.Left);
        using (kernel.ForSlices(out var lane))
        {
            using (kernel.For("channel", channels, out var channel))
            {
                var source = inputs.Write(channel, lane);
                var data = (Transposed + (channel * VectorWidth.Lanes) + lane).In("workspace");
                var plane = TransposedPlane;
                tile.Write(kernel, "Input", source, Columns, (data, plane * tile.Inputs, plane));
            }

            using (kernel.For("filter", filters, out var filter))
            {
                var source = gradients.Write(filter, lane);
                var data = (Gradients + (((filter * group) + t) * VectorWidth.Lanes) + lane).In("workspace");
                var plane = GradientPlane;
                tile.Write(kernel, "OutputGradient", source, Columns, (data, plane * tile.Inputs, plane));
            }
        }

        using (kernel.For("position", tile.Positions, out var position))
        {
            kernel.Write($"""
                ref var samples = ref {(Transposed + (position * TransposedPlane)).In("workspace")};
                Lanes.Store(ref samples, {channels}, block.Samples, ref {(Inputs + (((position * group) + t) * (channels * VectorWidth.Lanes))).In("workspace")});
                """);
        }
    }

    private void WriteProducts(Offset count)
    {
        using (kernel.For("position", tile.Positions, out var position))
        {
            foreach (var run in kernel.Tiles("Filter", Tiling.Cover(filters.Value, registers.Scalars)))
            {
                using (kernel.For("filter", run, out var filter))
                {
                    foreach (var vectors in kernel.Tiles("Channel", Tiling.Cover(layout.PaddedChannels / vector.Count, registers.Vectors)))
                    {
                        using (kernel.For("channel", vectors with { First = vectors.First * vector.Count, Size = vectors.Size * vector.Count }, out var channel))
                        {
                            WriteProductTile(count, position, (filter, run.Size), (channel, vectors.Size));
                        }
                    }
                }
            }
        }
    }

    private void WriteProductTile(Offset count, Offset position, (Offset First, int Count) tileFilters, (Offset First, int Vectors) tileChannels)
    {
        kernel.Write($"ref var sums = ref {((position * SumPlane) + (tileFilters.First * padded) + tileChannels.First).In("workspace")};");
        ForSums((f, c, place) => kernel.Write($"var sum{f}_{c} = {vector.Load("sums", place)};"));
        using (For("t", count, out var t))
        {
            kernel.Write($"""
                ref var dy = ref {(Gradients + (position * GradientPlane) + (((tileFilters.First * group) + t) * VectorWidth.Lanes)).In("workspace")};
                ref var x = ref {(Inputs + (((position * group) + t) * (channels * VectorWidth.Lanes)) + tileChannels.First).In("workspace")};
                """);
            using (kernel.ForSamples(out var sample))
            {
                ConvolutionTile.WriteProducts(
                    kernel,
                    new TileFactors("dy", tileFilters.Count, f => vector.Broadcast(((f * (Offset)(group * VectorWidth.Lanes)) + sample).In("dy"))),
                    new TileFactors("x", tileChannels.Vectors, c => vector.Load("x", (sample * channels) + (c * vector.Count))));
            }
        }

        ForSums((f, c, place) => kernel.Write($"{vector.Store($"sum{f}_{c}", "sums", place)};"));

        void ForSums(Action<int, int, Offset> write)
        {
            for (var f = 0; f < tileFilters.Count; f++)
            {
                for (var c = 0; c < tileChannels.Vectors; c++)
                {
                    write(f, c, (f * (Offset)padded) + (c * vector.Count));
                }
            }
        }
    }

    /// <summary>Sixteen channels of a filter at a time: [9 taps][16 channels], transposed to [16 channels][9 taps], which is how weights lie.</summary>
    private void WriteGradients()
    {
        Offset taps = Transposed;
        using (kernel.For("filter", filters, out var filter))
        using (kernel.For("channel", 0, padded, VectorWidth.Lanes, out var channel))
        {
            using (kernel.ForAllSlices(out var lane))
            {
                var plane = SumPlane;
                tile.Write(
                    kernel,
                    "KernelGradient",
                    (((filter * padded) + channel + lane).In("workspace"), plane * tile.Inputs, plane),
                    Columns,
                    ((taps + lane).In("workspace"), 3 * VectorWidth.Lanes, VectorWidth.Lanes));
            }

            var count = channels.Value % VectorWidth.Lanes == 0 ? VectorWidth.Lanes : kernel.Declare("count", $"Math.Min({VectorWidth.Lanes}, {channels} - {channel})");
            var (from, to) = ((taps + (9 * VectorWidth.Lanes)).In("workspace"), (((filter * channels) + channel) * 9).In("weightGradient"));
            kernel.Write($"""
                ref var kernels = ref {from};
                Lanes.Store(ref {taps.In("workspace")}, 9, {count}, ref kernels);
                Lanes.Add(ref kernels, {count * 9}, ref {to});
                """);
        }
    }
}
