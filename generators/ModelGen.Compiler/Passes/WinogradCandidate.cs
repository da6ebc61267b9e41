using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>A node that Winograd's way could compute.</summary>
/// <param name="Node">The node to replace.</param>
/// <param name="Input">What its tiles are cut from.</param>
/// <param name="Border">Zeros around that.</param>
internal abstract record WinogradCandidate(Node Node, Value Input, Border Border)
{
    // What the direct way must cost more, as its cost is better known.
    private const double Margin = 1.1;

    // Fewer do not fill a vector in the transformation of weights.
    private const int LeastKernels = 16;

    // Larger transformed weights leave the cache for F(4×4, 3×3): 4 MiB.
    private const int LargestWeight = 1 << 20;

    /// <summary>The direct convolution, of a padded input.</summary>
    public required Geometry Geometry { get; init; }

    /// <summary>A node that only this one reads, and that is replaced with it.</summary>
    public Node? Replaced { get; init; }

    /// <summary>[channels, filters, height, width] of the convolution.</summary>
    protected abstract (int Channels, int Filters, int Height, int Width) Sizes { get; }

    /// <summary>What a node could be computed as; null where it is no convolution of this kind.</summary>
    public static WinogradCandidate? Of(Node node, Func<Value, bool> isReadOnce) => node.Operation switch
    {
        Conv2D { KernelHeight: 3, KernelWidth: 3, Stride: 1, Padding: 0, Dilation: 1, Groups: 1 } convolution =>
            new WinogradProduct(node, node.Inputs[0], default, node.Inputs[1], convolution.HasBias ? node.Inputs[2] : null, IsTransposed: false, convolution.Activation)
            { Geometry = convolution.GeometryOf(node.Inputs[0].Shape, node.Inputs[1].Shape) },
        ConvolutionInputGradient gradient when IsSquare(gradient.Geometry) => OfGradient(node, gradient, Border.Of(2)),
        Crop2D crop when node.Inputs[0].Producer is { Operation: ConvolutionInputGradient gradient } producer && IsSquare(gradient.Geometry) && isReadOnce(node.Inputs[0])
            && Border.Of(2).Inside(crop) is { } border => OfGradient(producer, gradient, border) with { Node = node, Replaced = producer },
        ConvolutionWeightGradient gradient when IsSquare(gradient.Geometry) => new WinogradWeightProduct(node, node.Inputs[1], default, node.Inputs[0]) { Geometry = gradient.Geometry },
        _ => null,
    };

    /// <summary>Outputs along an axis of the best tile; 0 where the direct way is better.</summary>
    public int BestTile()
    {
        var (channels, filters, height, width) = Sizes;
        var kernels = (long)channels * filters;
        var outputs = 0;
        var best = 9.0 * kernels * height * width / Margin;
        foreach (var tile in WinogradTile.All.Where(tile => kernels >= LeastKernels && height >= tile.Outputs && width >= tile.Outputs && (tile.Outputs == 2 || tile.Positions * kernels <= LargestWeight)))
        {
            var cost = Cost(tile, (double)tile.Steps(height) * tile.Steps(width));
            if (cost < best)
            {
                (best, outputs) = (cost, tile.Outputs);
            }
        }

        return outputs;
    }

    /// <summary>Adds the operation, and what it needs.</summary>
    /// <param name="add">Appends to the new graph.</param>
    /// <param name="map">What stands for a value in it.</param>
    /// <param name="tile">Outputs along an axis of a tile.</param>
    /// <param name="input">The input.</param>
    /// <param name="border">Zeros around it.</param>
    public abstract Value Add(Func<Operation, IReadOnlyList<Value>, Value> add, Func<Value, Value> map, int tile, Value input, Border border);

    /// <summary>Vector operations for a block.</summary>
    protected abstract double Cost(WinogradTile tile, double tiles);

    private static bool IsSquare(Geometry geometry) => geometry is { Axes: 2, KernelHeight: 3, KernelWidth: 3, Stride: 1, Dilation: 1, Groups: 1 };

    private static WinogradProduct OfGradient(Node node, ConvolutionInputGradient gradient, Border border) =>
        new(node, node.Inputs[0], border, node.Inputs[1], gradient.HasBias ? node.Inputs[2] : null, IsTransposed: true, Activation: null) { Geometry = gradient.Geometry };
}

/// <summary>A convolution, or the gradient of one's input.</summary>
internal sealed record WinogradProduct(Node Node, Value Input, Border Border, Value Weight, Value? Bias, bool IsTransposed, Elementwise? Activation) : WinogradCandidate(Node, Input, Border)
{
    /// <inheritdoc/>
    protected override (int Channels, int Filters, int Height, int Width) Sizes => (Input.Shape[0], Node.Outputs[0].Shape[0], Node.Outputs[0].Shape[1], Node.Outputs[0].Shape[2]);

    /// <inheritdoc/>
    public override Value Add(Func<Operation, IReadOnlyList<Value>, Value> add, Func<Value, Value> map, int tile, Value input, Border border)
    {
        var transformed = add(new WinogradWeight(tile, IsFlipped: IsTransposed), [map(Weight)]);
        return add(new WinogradConvolution(tile, Geometry, border, IsTransposed, Bias is not null, Activation), Bias is null ? [map(input), transformed] : [map(input), transformed, map(Bias)]);
    }

    /// <inheritdoc/>
    protected override double Cost(WinogradTile tile, double tiles)
    {
        var (channels, filters, _, _) = Sizes;
        return tiles * (((double)tile.Positions * channels * filters) + ((double)tile.InputCost * channels) + ((double)tile.OutputCost * filters));
    }
}

/// <summary>The gradient of a convolution's weight.</summary>
internal sealed record WinogradWeightProduct(Node Node, Value Input, Border Border, Value OutputGradient) : WinogradCandidate(Node, Input, Border)
{
    /// <inheritdoc/>
    protected override (int Channels, int Filters, int Height, int Width) Sizes => (Input.Shape[0], OutputGradient.Shape[0], OutputGradient.Shape[1], OutputGradient.Shape[2]);

    /// <inheritdoc/>
    public override Value Add(Func<Operation, IReadOnlyList<Value>, Value> add, Func<Value, Value> map, int tile, Value input, Border border) =>
        add(new WinogradWeightGradient(tile, Geometry, border), [map(OutputGradient), map(input)]);

    /// <inheritdoc/>
    protected override double Cost(WinogradTile tile, double tiles)
    {
        var (channels, filters, _, _) = Sizes;
        var padded = PackedWeight.Padded(channels);
        return (tiles * (((double)tile.Positions * padded * filters) + ((double)(tile.InputCost + (3 * tile.Positions)) * channels) + ((double)tile.InputCost * filters)))
            + ((double)padded * filters * tile.KernelCost);
    }
}
