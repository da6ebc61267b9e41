using ModelGen.Compiler.Emission;

namespace ModelGen.Compiler.Operations;

/// <summary>Emits <see cref="OneSampleConvolution"/>.</summary>
internal sealed class OneSampleConvolutionKernel(KernelWriter kernel, Geometry geometry, bool hasBias, Elementwise? activation, Pad2D? padding)
{
    private readonly VectorWidth vector = kernel.Vector;
    private readonly Epilogue epilogue = kernel.Epilogue.After(activation);
    private readonly OneSamplePlanes planes = new(geometry, kernel.Vector);
    private readonly Size filterCount = kernel.Size("Filters", geometry.Filters);
    private readonly Size slices = kernel.Size("Slices", geometry.Slices);
    private readonly Size filterSize = kernel.Size("FilterSize", geometry.FilterSize);
    private readonly Size height = kernel.Size("Height", geometry.Height);
    private readonly Size width = kernel.Size("Width", geometry.Width);
    private readonly Size outputHeight = kernel.Size("OutputHeight", geometry.OutputHeight);
    private readonly Size outputWidth = kernel.Size("OutputWidth", geometry.OutputWidth);
    private readonly Size inputVectors = kernel.Size("InputVectors", new OneSamplePlanes(geometry, kernel.Vector).InputVectors);
    private readonly Size outputVectors = kernel.Size("OutputVectors", new OneSamplePlanes(geometry, kernel.Vector).OutputVectors);

    // Of the copy of the input: with a stride, a channel is stride × stride planes of the rows and columns that leave the same rest.
    private readonly Size rowLength = geometry.Stride == 1 ? kernel.Size("Width", geometry.Width) : kernel.Size("CopiedWidth", new OneSamplePlanes(geometry, kernel.Vector).Width);
    private readonly Size rows = geometry.Stride == 1 ? kernel.Size("Height", geometry.Height) : kernel.Size("CopiedHeight", new OneSamplePlanes(geometry, kernel.Vector).Height);

    private Size OutputLength => outputVectors * vector.Count;

    public void Write()
    {
        var tile = planes.Tile;
        WriteCopy();
        kernel.Write($"""
            // Tile: {tile.Scalars} filters × {tile.Vectors} vectors of neighbouring outputs, with rows as long as the input's; what stands between the rows is dropped.
            ref var result = ref {((Offset)inputVectors * vector.Count).In("workspace")};
            """);
        using (kernel.For("group", geometry.Groups, out var group))
        using (ConvolutionPlanes.ForDepth(kernel, geometry, out var depth))
        {
            foreach (var filters in kernel.Tiles("Filter", Tiling.Cover(geometry.Filters, tile.Scalars)))
            {
                using (kernel.For(geometry.Groups > 1 ? "groupFilter" : "filter", filters, out var groupFilter))
                {
                    var filter = kernel.Declare("filter", (group * filterCount) + groupFilter);
                    using (kernel.For("position", 0, OutputLength, tile.Vectors * vector.Count, out var position))
                    {
                        WriteTile(filters.Size, new Place(group, filter, depth, position));
                    }

                    epilogue.Write("result", 0, outputVectors * filters.Size, vector.Count);
                    WriteOutput(filters.Size, filter, depth);
                }
            }
        }
    }

    private void WriteCopy()
    {
        kernel.Write($"// The sample's values{(geometry.Stride == 1 ? ", with what the last vectors read behind them" : $", columns and rows that are {geometry.Stride} apart as neighbours")}.");
        var images = kernel.Size("Images", geometry.Groups * geometry.Channels * geometry.Depth);
        var (top, left) = (padding?.Top ?? 0, padding?.Left ?? 0);
        (Size Rows, Size Columns) image = padding is null ? (height, width)
            : (kernel.Size("ImageHeight", geometry.Height - top - padding.Bottom), kernel.Size("ImageWidth", geometry.Width - left - padding.Right));
        if (geometry.Stride > 1)
        {
            WriteNeighbours(images, image, top, left);
        }
        else
        {
            Sixteens.CopyPadded(kernel, "input", images, image, "workspace", (height, width), (top, left));
        }
    }

    private void WriteNeighbours(Size images, (Size Rows, Size Columns) image, int top, int left)
    {
        var (stride, plane) = (geometry.Stride, rows * rowLength);
        if (padding is not null)
        {
            Sixteens.Clear(kernel, "workspace", inputVectors * vector.Count);
        }

        using (kernel.For("image", images, out var index))
        using (kernel.For("imageRow", image.Rows, out var imageRow))
        {
            var row = kernel.Declare("row", imageRow + top);
            kernel.Write($"""
                ref var from = ref {(((index * image.Rows) + imageRow) * image.Columns).In("input")};
                ref var to = ref {((((index * stride) + (row % stride)) * (plane * stride)) + (row / stride * rowLength)).In("workspace")};
                """);
            using (kernel.For("imageColumn", image.Columns, out var imageColumn))
            {
                var column = kernel.Declare("column", imageColumn + left);
                kernel.Write($"{((column % stride * plane) + (column / stride)).In("to")} = {imageColumn.In("from")};");
            }
        }
    }

    private void WriteTile(int filters, Place first)
    {
        for (var f = 0; f < filters; f++)
        {
            kernel.Write($"var start{f} = {(hasBias ? vector.Broadcast((first.Filter + f).In("bias")) : vector.Zero)};");
            for (var v = 0; v < planes.Tile.Vectors; v++)
            {
                kernel.Write($"var sum{f}_{v} = start{f};");
            }
        }

        using (kernel.For(ConvolutionPlanes.Variable(geometry), slices, out var plane))
        using (kernel.For("kernelRow", geometry.KernelHeight, out var kernelRow))
        {
            var row = Row(ConvolutionPlanes.Input(kernel, geometry, first.Group, first.Depth, plane), kernelRow * geometry.Dilation);
            kernel.Write($"""
                ref var x = ref {((row * rowLength) + first.Position).In("workspace")};
                ref var w = ref {(((((first.Filter * slices) + plane) * geometry.KernelHeight) + kernelRow) * geometry.KernelWidth).In("weight")};
                """);
            using (kernel.For("tap", geometry.KernelWidth, out var tap))
            {
                var column = tap * geometry.Dilation;
                kernel.Write($"""
                    ref var wTap = ref {tap.In("w")};
                    ref var xTap = ref {((column % geometry.Stride * (rows * rowLength)) + (column / geometry.Stride)).In("x")};
                    """);
                ConvolutionTile.WriteProducts(
                    kernel,
                    new TileFactors("w", filters, f => vector.Broadcast(((Offset)f * filterSize).In("wTap"))),
                    new TileFactors("x", planes.Tile.Vectors, v => vector.Load("xTap", v * vector.Count)));
            }
        }

        for (var f = 0; f < filters; f++)
        {
            for (var v = 0; v < planes.Tile.Vectors; v++)
            {
                epilogue.Store($"sum{f}_{v}", "result", (f * OutputLength) + first.Position + (v * vector.Count));
            }
        }
    }

    /// <summary>The row of the copy at which a row of a plane is.</summary>
    private Offset Row(Offset plane, Offset row)
    {
        var stride = geometry.Stride;
        return stride == 1 ? (plane * rows) + row : (((plane * stride) + (row % stride)) * (stride * rows)) + (row / stride);
    }

    private void WriteOutput(int filters, Offset filter, Offset depth)
    {
        using (kernel.For("f", filters, out var f))
        using (kernel.For("row", outputHeight, out var row))
        {
            var outputRow = (ConvolutionPlanes.Output(kernel, geometry, filter + f, depth) * outputHeight) + row;
            kernel.Write($"Lanes.Copy(ref {((f * OutputLength) + (row * rowLength)).In("result")}, {(Offset)outputWidth}, ref {(outputRow * outputWidth).In("output")});");
        }
    }

    /// <summary>Where a tile begins in the output.</summary>
    private readonly record struct Place(Offset Group, Offset Filter, Offset Depth, Offset Position);
}
