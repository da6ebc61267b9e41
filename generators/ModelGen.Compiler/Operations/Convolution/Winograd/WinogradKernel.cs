using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// Emits a Winograd convolution. For a group of tiles at a time: their inputs are transformed, for each position of the transformed domain a matrix product runs over the channels in register tiles,
/// then the products become outputs. Each output adds its channels in their order.
/// </summary>
internal sealed class WinogradKernel
{
    private readonly KernelWriter kernel;
    private readonly WinogradConvolution operation;
    private readonly WinogradTile tile;
    private readonly VectorWidth vector;
    private readonly WinogradLayout layout;
    private readonly Epilogue epilogue;
    private readonly Size channels, filters, height, width, outputHeight, outputWidth, tiles, tileColumns, channelDistance, filterDistance;

    public WinogradKernel(KernelWriter kernel, WinogradConvolution operation)
    {
        (this.kernel, this.operation, vector) = (kernel, operation, kernel.Vector);
        tile = WinogradTile.Of(operation.Tile);
        var (input, output) = (kernel.InputShape(0), kernel.OutputShape());
        epilogue = kernel.Epilogue.After(operation.Activation);
        layout = new WinogradLayout(tile, input, output, vector);
        (channels, height, width) = (kernel.Size("Channels", input[0]), kernel.Size("Height", input[1]), kernel.Size("Width", input[2]));
        (filters, outputHeight, outputWidth) = (kernel.Size("Filters", output[0]), kernel.Size("OutputHeight", output[1]), kernel.Size("OutputWidth", output[2]));
        (tiles, tileColumns) = (kernel.Size("Tiles", layout.Tiles), kernel.Size("TileColumns", layout.TileColumns));
        (channelDistance, filterDistance) = operation.IsTransposed ? (filters, (Size)1) : (1, channels);
    }

    private int GroupSize => layout.Registers.Vectors;

    private Size InputPlane => kernel.Size("InputPlane", layout.InputPlane);

    private Size ProductPlane => kernel.Size("ProductPlane", layout.ProductPlane);

    private Size Products => kernel.Size("Products", layout.Products);

    private string Columns => ((Offset)kernel.Size("Columns", layout.Columns)).In("workspace");

    public void Write()
    {
        kernel.Write($"// Tiles of {tile.Outputs}×{tile.Outputs} outputs, {tile.Positions} products for {9 * tile.Outputs * tile.Outputs}; in registers {layout.Registers.Scalars} channels × {GroupSize} tiles.");
        using (kernel.ForSlices(out var lane))
        {
            using (kernel.For("group", 0, tiles, GroupSize, out var group))
            {
                if (!group.IsLiteral && layout.Tiles % GroupSize > 0)
                {
                    kernel.Write($"// The last group begins among the tiles of the one before.\nvar firstTile = Math.Min(group, {(Offset)tiles} - {GroupSize});");
                    group = "firstTile";
                }

                kernel.Write("// The inputs of a group of tiles, transformed: [positions][channels][tiles].");
                using (ForTiles(group, out var t, out var row, out var column))
                {
                    WriteInputs(t, row, column, lane);
                }

                kernel.Write("// For each position a matrix product over the channels: [positions][filters][tiles].");
                WriteProducts();
                kernel.Write("// The products, transformed to outputs.");
                using (ForTiles(group, out var t, out var row, out var column))
                {
                    WriteOutputs(t, row, column, lane);
                }
            }
        }
    }

    /// <summary>A loop over a group's tiles, and where in the output each of them begins.</summary>
    private CodeWriter.Scope ForTiles(Offset group, out Offset t, out Offset row, out Offset column)
    {
        var loop = kernel.For("t", GroupSize, out t);
        var number = kernel.Declare("tile", group + t);
        row = kernel.Declare("row", First(number / tileColumns, "LastRow", outputHeight));
        column = kernel.Declare("column", First(number % tileColumns, "LastColumn", outputWidth));
        return loop;
    }

    private Offset First(Offset number, string name, Size size)
    {
        var first = number * tile.Outputs;
        return size.Value % tile.Outputs == 0 ? first : (Offset)$"Math.Min({first}, {(Offset)kernel.Size(name, size.Value - tile.Outputs)})";
    }

    private void WriteInputs(Offset t, Offset row, Offset column, Offset lane)
    {
        var border = operation.Border;
        var isOutside = border != default;
        var patch = new WinogradPatch(kernel, "input", height, width, tile.Inputs, isOutside ? kernel.Size("Patch", layout.Patch) : null);
        patch.Declare(row - border.Top, column - border.Left);
        using (kernel.For("channel", channels, out var channel))
        {
            var source = patch.Write(channel, lane);
            var data = ((channel * (GroupSize * vector.Count)) + (t * vector.Count)).In("workspace");
            tile.Write(kernel, "Input", source, Columns, (data, InputPlane * tile.Inputs, InputPlane));
        }
    }

    private void WriteProducts()
    {
        using (kernel.For("position", tile.Positions, out var position))
        {
            kernel.Write($"""
                ref var weights = ref {(position * (channels * filters)).In("transformed")};
                ref var data = ref {(position * InputPlane).In("workspace")};
                """);
            foreach (var run in kernel.Tiles("Filter", Tiling.Cover(filters.Value, layout.Registers.Scalars)))
            {
                using (kernel.For("filter", run, out var filter))
                {
                    WriteProductTile(position, filter, run.Size);
                }
            }
        }
    }

    private void WriteProductTile(Offset position, Offset filter, int count)
    {
        for (var f = 0; f < count; f++)
        {
            for (var t = 0; t < GroupSize; t++)
            {
                kernel.Write($"var sum{f}_{t} = {vector.Zero};");
            }
        }

        using (kernel.For("channel", channels, out var channel))
        {
            kernel.Write($"""
                ref var w = ref {((channel * channelDistance) + (filter * filterDistance)).In("weights")};
                ref var x = ref {(channel * (GroupSize * vector.Count)).In("data")};
                """);
            ConvolutionTile.WriteProducts(
                kernel,
                new TileFactors("w", count, f => vector.Broadcast((f * (Offset)filterDistance).In("w"))),
                new TileFactors("x", GroupSize, t => vector.Load("x", t * vector.Count)));
        }

        kernel.Write($"ref var products = ref {(Products + (position * ProductPlane) + (filter * (GroupSize * vector.Count))).In("workspace")};");
        for (var f = 0; f < count; f++)
        {
            for (var t = 0; t < GroupSize; t++)
            {
                kernel.Write($"{vector.Store($"sum{f}_{t}", "products", ((f * GroupSize) + t) * vector.Count)};");
            }
        }
    }

    private void WriteOutputs(Offset t, Offset row, Offset column, Offset lane)
    {
        using (kernel.For("filter", filters, out var filter))
        {
            var products = (Products + (filter * (GroupSize * vector.Count)) + (t * vector.Count)).In("workspace");
            epilogue.Declare("y", (((((filter * outputHeight) + row) * outputWidth) + column) * VectorWidth.Lanes) + lane);
            var distance = outputWidth * VectorWidth.Lanes;
            tile.Write(kernel, "Output", (products, ProductPlane * tile.Inputs, ProductPlane), Columns, ("y", distance, VectorWidth.Lanes));
            WriteEpilogue(filter, distance, lane);
        }
    }

    private void WriteEpilogue(Offset filter, Size distance, Offset lane)
    {
        var changes = operation.HasBias || !epilogue.IsEmpty;
        if (!changes && !epilogue.HasSum)
        {
            return;
        }

        if (epilogue.HasSum)
        {
            kernel.Write($"var tileSum = {vector.Zero};");
        }

        using (kernel.For("p", tile.Outputs, out var p))
        {
            epilogue.Declare("line", p * distance, from: "y");
            for (var q = 0; q < tile.Outputs; q++)
            {
                WriteElement($"sum{q}", q * VectorWidth.Lanes, filter, changes);
            }

            if (epilogue.HasSum)
            {
                kernel.Write($"tileSum += {string.Join(" + ", Enumerable.Range(0, tile.Outputs).Select(q => $"sum{q}"))};");
            }
        }

        if (epilogue.HasSum)
        {
            using (layout.Tiles % GroupSize > 0 ? kernel.Block("if (tile >= group)") : kernel.Names())
            {
                epilogue.AddToSum("tileSum", filter, lane);
            }
        }
    }

    private void WriteElement(string sum, Offset place, Offset filter, bool changes)
    {
        kernel.Write($"var {sum} = {vector.Load("line", place)}{(operation.HasBias ? $" + {vector.Broadcast(filter.In("bias"))}" : string.Empty)};");
        if (epilogue.Apply(sum, "line", place) is var result && result != sum)
        {
            kernel.Write($"{sum} = {result};");
        }

        if (changes)
        {
            kernel.Write($"{vector.Store(sum, "line", place)};");
        }
    }
}
