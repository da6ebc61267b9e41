using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Operations;

/// <summary>
/// The gradient of a convolution's input: dx[c, i, j] = Σ over o, p, q of W[o, c, p, q] · dy[o, (i − p·dilation) / stride, (j − q·dilation) / stride], where those divisions leave no rest.
/// Columns of one rest share their taps, so the kernel runs over the rests and no product is wasted. With a bias for each channel of x it is a transposed convolution's forward pass.
/// </summary>
public sealed record ConvolutionInputGradient(Geometry Geometry, bool HasBias = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => $"Conv{Geometry.Axes}DInputGradient";

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => HasBias ? ["outputGradient", "weight", "bias"] : ["outputGradient", "weight"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => ["inputGradient"];

    /// <inheritdoc/>
    public override string Describe() => Name;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Geometry.Input;

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => Geometry.MultiplyAdds;

    /// <summary>The output's gradient with zeros on both sides of each row, so that every tap finds a column.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        VectorWidth.Lanes * Geometry.Groups * Geometry.Filters * Geometry.OutputDepth * Geometry.OutputHeight * PaddedWidth;

    /// <inheritdoc/>
    public override bool OffersEpilogue => true;

    /// <inheritdoc/>
    public override OneSampleForm ForOneSample(Node node) => OneSampleForm.Of(new OneSampleInputGradient(this, Signature.Of(node)), node);

    /// <summary>Zeros on the left of a row of dy.</summary>
    internal int Left => Ceiling(Geometry.Dilation * (Geometry.KernelWidth - 1), Geometry.Stride);

    /// <summary>Columns of a row of dy with zeros on both sides.</summary>
    internal int PaddedWidth => Left + Math.Max(Geometry.OutputWidth, ((Geometry.Width - 1) / Geometry.Stride) + 1);

    /// <summary>The convolution's other two products.</summary>
    public override IReadOnlyList<Value?> Differentiate(GradientContext context)
    {
        var (input, weight, gradient) = (context.Input(0), context.Input(1), context.OutputGradient);
        var inputGradient = context.AddIfNeeded(0, Geometry.Convolve(), gradient, weight);
        var weightGradient = context.AddIfNeeded(1, new ConvolutionWeightGradient(Geometry), input, gradient);
        return HasBias ? [inputGradient, weightGradient, context.AddIfNeeded(2, new BiasGradient(), gradient)] : [inputGradient, weightGradient];
    }

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var (outputGradient, weight, inputGradient) = (call.Input(0), call.Input(1), call.Output());
        for (var sample = 0; sample < call.Batch; sample++)
        {
            var (x, y) = (sample * call.OutputShape().Count, sample * call.InputShape(0).Count);
            for (var i = 0; HasBias && i < call.OutputShape().Count; i++)
            {
                inputGradient[x + i] = call.Input(2)[i / (call.OutputShape().Count / call.OutputShape()[0])];
            }

            Geometry.ForEachProduct((o, i, w) => inputGradient[x + i] += weight[w] * outputGradient[y + o]);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        kernel.Write("// A copy of dy with zeros on both sides of each row, so that every tap finds a column.");
        EmitPaddedCopy(kernel);
        for (var rest = 0; rest < Math.Min(Geometry.Stride, Geometry.Width); rest++)
        {
            EmitColumns(kernel, rest, Ceiling(Geometry.Width - rest, Geometry.Stride));
        }
    }

    private void EmitPaddedCopy(KernelWriter kernel)
    {
        var vector = kernel.Vector;
        using (kernel.For("line", kernel.Size("Lines", Geometry.Groups * Geometry.Filters * Geometry.OutputDepth * Geometry.OutputHeight), out var line))
        {
            kernel.Write($"""
                ref var from = ref {(line * (OutputWidth(kernel) * VectorWidth.Lanes)).In("outputGradient")};
                ref var to = ref {(line * (Padded(kernel) * VectorWidth.Lanes)).In("workspace")};
                """);
            EmitFill(0, Left);
            using (kernel.ForVectors(OutputWidth(kernel), out var i))
            {
                kernel.Write($"{vector.Store(vector.Load("from", i), "to", i + (Left * VectorWidth.Lanes))};");
            }

            EmitFill(Left + OutputWidth(kernel), Padded(kernel));
        }

        void EmitFill(Size from, Size to)
        {
            if (from.Value < to.Value)
            {
                using (kernel.For("i", from * VectorWidth.Lanes, to * VectorWidth.Lanes, vector.Count, out var i))
                {
                    kernel.Write($"{vector.Store(vector.Zero, "to", i)};");
                }
            }
        }
    }

    private Size OutputWidth(KernelWriter kernel) => kernel.Size("OutputWidth", Geometry.OutputWidth);

    private Size Padded(KernelWriter kernel) => kernel.Size("PaddedWidth", PaddedWidth);

    private Size Channels(KernelWriter kernel) => kernel.Size("Channels", Geometry.Channels);

    private Size Filters(KernelWriter kernel) => kernel.Size("Filters", Geometry.Filters);

    private Size Depth(KernelWriter kernel) => Geometry.IsVolume ? kernel.Size("Depth", Geometry.Depth) : 1;

    private Size OutputDepth(KernelWriter kernel) => Geometry.IsVolume ? kernel.Size("OutputDepth", Geometry.OutputDepth) : 1;

    private Size OutputHeight(KernelWriter kernel) => kernel.Size("OutputHeight", Geometry.OutputHeight);

    private void EmitColumns(KernelWriter kernel, int rest, int count)
    {
        var vector = kernel.Vector;
        var taps = Enumerable.Range(0, Geometry.KernelWidth).Where(tap => (rest - (tap * Geometry.Dilation)) % Geometry.Stride == 0).ToArray();
        var tile = ConvolutionTile.Choose(Geometry.Channels, count, vector);
        var unrolls = tile.Unrolls(Geometry.Channels, count, taps.Length);
        kernel.Write($"// Columns {(Geometry.Stride == 1 ? string.Empty : $"{rest}, {rest + Geometry.Stride}… ")}in tiles of {tile.Scalars} channels × {tile.Vectors} columns; kernel columns {string.Join(", ", taps)}.");
        using (kernel.ForSlices(out var lane))
        using (kernel.For("group", Geometry.Groups, out var group))
        using (kernel.For("depth", Depth(kernel), out var depth))
        using (kernel.For("row", kernel.Size("Height", Geometry.Height), out var row))
        {
            // All channels of a row before the next one: the rows of dy that they share stay in the cache.
            foreach (var channels in kernel.Tiles($"Rest{rest}Channel", Tiling.Cover(Geometry.Channels, tile.Scalars)))
            {
                using (kernel.For(Geometry.Groups > 1 ? "groupChannel" : "channel", channels, out var channel))
                {
                    foreach (var columns in kernel.Tiles($"Rest{rest}Column", Tiling.Cover(count, tile.Vectors)))
                    {
                        using (kernel.For("column", columns, out var column))
                        {
                            EmitTile(kernel, (rest, taps, unrolls), channels.Size, columns.Size, new Place(group, channel, depth, row, column, lane));
                        }
                    }

                    EmitEpilogue(kernel, rest, channels.Size, new Place(group, channel, depth, row, Column: 0, lane));
                }
            }
        }
    }

    private void EmitTile(KernelWriter kernel, (int First, int[] Taps, bool Unrolls) part, int channels, int columns, Place first)
    {
        var vector = kernel.Vector;
        var channel = kernel.Declare("channel", (first.Group * Channels(kernel)) + first.Channel);
        for (var c = 0; c < channels; c++)
        {
            for (var t = 0; t < columns; t++)
            {
                kernel.Write($"var sum{c}_{t} = {(HasBias ? vector.Broadcast((channel + c).In("bias")) : vector.Zero)};");
            }
        }

        if (part.Taps.Length > 0)
        {
            using (kernel.For("filter", Filters(kernel), out var groupFilter))
            using (kernel.For("kernelDepth", Geometry.KernelDepth, out var kernelDepth))
            using (Geometry.IsVolume ? EmitSource(kernel, "depth", first.Depth, kernelDepth, "outputDepth", OutputDepth(kernel)) : null as IDisposable)
            using (kernel.For("kernelRow", Geometry.KernelHeight, out var kernelRow))
            using (EmitSource(kernel, "row", first.Row, kernelRow, "outputRow", OutputHeight(kernel)))
            {
                var filter = (first.Group * Filters(kernel)) + groupFilter;
                var outputPlane = (filter * OutputDepth(kernel)) + (Geometry.IsVolume ? "outputDepth" : 0);
                var weightPlane = (((filter * Channels(kernel)) + first.Channel) * Geometry.KernelDepth) + kernelDepth;
                kernel.Write($"""
                    ref var dy = ref {((((((outputPlane * OutputHeight(kernel)) + "outputRow") * Padded(kernel)) + first.Column) * VectorWidth.Lanes) + first.Lane).In("workspace")};
                    ref var w = ref {(((weightPlane * Geometry.KernelHeight) + kernelRow) * Geometry.KernelWidth).In("weight")};
                    """);
                EmitTaps(kernel, part, channels, columns);
            }
        }

        for (var c = 0; c < channels; c++)
        {
            kernel.Write($"ref var dx{c} = ref {Output(kernel, channel + c, part.First, first).In("inputGradient")};");
            for (var t = 0; t < columns; t++)
            {
                kernel.Epilogue.Store($"sum{c}_{t}", $"dx{c}", t * Geometry.Stride * VectorWidth.Lanes);
            }
        }
    }

    private void EmitEpilogue(KernelWriter kernel, int rest, int channels, Place first)
    {
        if (kernel.Epilogue.NeedsLoop)
        {
            using (kernel.For("c", channels, out var c))
            {
                kernel.Epilogue.Declare("dx", Output(kernel, (first.Group * Channels(kernel)) + first.Channel + c, rest, first));
                kernel.Epilogue.Write("dx", 0, kernel.Size($"Rest{rest}Columns", Ceiling(Geometry.Width - rest, Geometry.Stride)), Geometry.Stride * VectorWidth.Lanes);
            }
        }
    }

    private Offset Output(KernelWriter kernel, Offset channel, int rest, Place place)
    {
        var row = (((channel * Depth(kernel)) + place.Depth) * kernel.Size("Height", Geometry.Height)) + place.Row;
        return (((row * kernel.Size("Width", Geometry.Width)) + (place.Column * Geometry.Stride) + rest) * VectorWidth.Lanes) + place.Lane;
    }

    /// <summary>Where the running position of dx and tap of the kernel meet an output: declares it, and opens a block for when there is one.</summary>
    internal CodeWriter.Scope EmitSource(KernelWriter kernel, string axis, Offset position, Offset tap, string output, Size outputs)
    {
        var from = position - (tap * Geometry.Dilation);
        kernel.Write(Geometry.Stride == 1
            ? $"var {output} = {from};"
            : $"""
            var {axis}Distance = {from};
            var {output} = {axis}Distance / {Geometry.Stride};
            """);
        return kernel.Block($"if ((uint){output} < {Unsigned(outputs)}{(Geometry.Stride == 1 ? string.Empty : $" && {output} * {Geometry.Stride} == {axis}Distance")})");
    }

    private static string Unsigned(Size size) => size.IsLiteral ? $"{size}u" : $"(uint){size}";

    private void EmitTaps(KernelWriter kernel, (int First, int[] Taps, bool Unrolls) part, int channels, int columns)
    {
        var (rest, taps) = (part.First, part.Taps);
        if (part.Unrolls || taps.Length == 1)
        {
            foreach (var tap in taps)
            {
                kernel.Write($"// Kernel column {tap}.");
                using (kernel.Names())
                {
                    EmitTap(kernel, channels, columns, "w", "dy", tap, Column(tap));
                }
            }

            return;
        }

        // The taps of one rest are equally spaced, and dy's column falls by the same step from one to the next.
        var (tapStep, columnStep) = (taps[1] - taps[0], Column(taps[1]) - Column(taps[0]));
        using (kernel.For("tap", taps.Length, out var tapIndex))
        {
            kernel.Write($"""
                ref var wTap = ref {(taps[0] + (tapIndex * tapStep)).In("w")};
                ref var dyTap = ref {((Column(taps[0]) + (tapIndex * columnStep)) * VectorWidth.Lanes).In("dy")};
                """);
            EmitTap(kernel, channels, columns, "wTap", "dyTap", tap: 0, column: 0);
        }

        int Column(int tap) => Left + ((rest - (tap * Geometry.Dilation)) / Geometry.Stride);
    }

    private void EmitTap(KernelWriter kernel, int channels, int columns, string w, string dy, int tap, int column) => ConvolutionTile.WriteProducts(
        kernel,
        new TileFactors("w", channels, c => kernel.Vector.Broadcast(((Offset)((c * Geometry.Taps) + tap)).In(w))),
        new TileFactors("dy", columns, t => kernel.Vector.Load(dy, (t + column) * VectorWidth.Lanes)));

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>Where a tile begins in dx; the channel is one of its group.</summary>
    private readonly record struct Place(Offset Group, Offset Channel, Offset Depth, Offset Row, Offset Column, Offset Lane);
}
