using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>One sum for each channel (index of the first axis): result[c] += Σ over samples and positions of a term. Sixteen partial sums a channel, then a fixed tree.</summary>
public abstract record ChannelSum : Operation
{
    // Channels summed side by side, so that one addition need not wait for the last.
    private const int TileLimit = 4;

    /// <inheritdoc/>
    public override bool IsReduction => true;

    /// <summary>Whether the terms are the first operand's elements themselves, so that its maker can add them up (see <see cref="Epilogue"/>).</summary>
    public virtual bool SumsElements => false;

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape.Of(inputs[0][0]);

    /// <summary>Sixteen partial sums for each channel.</summary>
    public override int Workspace(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => VectorWidth.Lanes * outputs[0].Shape.Count;

    /// <summary>The term of one element of the first operand, in the reference.</summary>
    private protected abstract double Term(ReferenceCall call, int sample, int channel, int element);

    /// <summary>Declares what the terms of <paramref name="tile"/> channels need, from <c>channel</c> on; names end in the channel's number in the tile.</summary>
    private protected virtual void EmitOperands(KernelWriter kernel, int tile, int positions, Offset channel, Offset lane)
    {
    }

    /// <summary>A partial sum plus the term at an offset, for which it may declare locals that end in the channel's number.</summary>
    private protected abstract string Add(KernelWriter kernel, string sum, int number, Offset offset);

    /// <summary>What becomes of a partial sum at its end.</summary>
    private protected virtual string Result(string sum, int number) => sum;

    /// <inheritdoc/>
    public override void Evaluate(ReferenceCall call)
    {
        var sums = call.Output();
        var elements = call.InputShape(0).Count;
        for (var i = 0; i < elements * call.Batch; i++)
        {
            var channel = i % elements / (elements / sums.Length);
            sums[channel] += Term(call, i / elements, channel, i);
        }
    }

    /// <inheritdoc/>
    public override void Emit(KernelWriter kernel)
    {
        var channels = kernel.OutputShape().Count;
        var positions = kernel.Size("Positions", kernel.InputShape().Count / channels);
        foreach (var tiles in kernel.Tiles("Channel", Tiling.Split(channels, TileLimit)))
        {
            using (kernel.For("channel", tiles, out var channel))
            using (kernel.ForPartialSums((slice, writeZeros) => WriteZeros(tiles.Size, channel, slice, writeZeros), out var lane))
            {
                EmitTile(kernel, tiles.Size, positions, channel, lane);
            }
        }

        kernel.Write($"Lanes.AddSums(ref workspace, {kernel.Size("Channels", channels)}, ref {OutputNames[0]});");
    }

    /// <summary>Writes what becomes of the sums of elements that the kernel which made them has put into sixteen partial sums for each channel.</summary>
    /// <param name="kernel">Where to write.</param>
    /// <param name="partials">A reference to the partial sums.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="positions">Positions of each of them.</param>
    internal void EmitEnd(KernelWriter kernel, string partials, Size channels, int positions)
    {
        if (Result("sum", number: 0) != "sum")
        {
            using (kernel.For("channel", channels, out var channel))
            using (kernel.ForSlices(out var lane))
            {
                EmitOperands(kernel, tile: 1, positions, channel, lane);
                kernel.Write($"var sum = {kernel.Vector.Load(partials, Partial(channel, 0, lane))};");
                kernel.Write($"{kernel.Vector.Store(Result("sum", number: 0), partials, Partial(channel, 0, lane))};");
            }
        }

        kernel.Write($"Lanes.AddSums(ref {partials}, {(Offset)channels}, ref {OutputNames[0]});");
    }

    private static void WriteZeros(int tile, Offset channel, Offset lane, Action<Offset> writeZeros)
    {
        for (var t = 0; t < tile; t++)
        {
            writeZeros(Partial(channel, t, lane));
        }
    }

    private void EmitTile(KernelWriter kernel, int tile, Size positions, Offset channel, Offset lane)
    {
        EmitOperands(kernel, tile, positions.Value, channel, lane);
        for (var t = 0; t < tile; t++)
        {
            kernel.Write($"var sum{t} = {kernel.Vector.Zero};");
        }

        using (kernel.For("position", positions, out var position))
        {
            for (var t = 0; t < tile; t++)
            {
                var offset = kernel.Declare($"offset{t}", ((((channel + t) * positions) + position) * VectorWidth.Lanes) + lane);
                kernel.Write($"sum{t} = {Add(kernel, $"sum{t}", t, offset)};");
            }
        }

        for (var t = 0; t < tile; t++)
        {
            kernel.Write($"{kernel.Vector.Store(Result($"sum{t}", t), "workspace", Partial(channel, t, lane))};");
        }
    }

    private static Offset Partial(Offset channel, int number, Offset lane) => ((channel + number) * VectorWidth.Lanes) + lane;
}
