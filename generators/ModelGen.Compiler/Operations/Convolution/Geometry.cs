using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The sizes of a convolution without padding, for all three of its products. Along one axis depth and height are 1, along two the depth.</summary>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Filters">Output channels of one group.</param>
/// <param name="Channels">Input channels of one group.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Rows and columns between two outputs.</param>
/// <param name="Dilation">Distance between two taps.</param>
/// <param name="Depth">Slices of the input.</param>
/// <param name="KernelDepth">Slices of the kernel.</param>
/// <param name="Axes">Axes after the channels: 1, 2 or 3.</param>
public sealed record Geometry(
    int Groups, int Filters, int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Stride, int Dilation, int Depth = 1, int KernelDepth = 1, int Axes = 2)
{
    /// <summary>Slices of the output.</summary>
    public int OutputDepth => Steps(Depth, KernelDepth);

    /// <summary>Rows of the output.</summary>
    public int OutputHeight => Steps(Height, KernelHeight);

    /// <summary>Columns of the output.</summary>
    public int OutputWidth => Steps(Width, KernelWidth);

    /// <summary>Positions of one output channel.</summary>
    public int OutputPlane => OutputDepth * OutputHeight * OutputWidth;

    /// <summary>Slices of the input that an output slice reads, all channels of its group together.</summary>
    public int Slices => Channels * KernelDepth;

    /// <summary>Weights of one filter for one channel.</summary>
    public int Taps => KernelDepth * KernelHeight * KernelWidth;

    /// <summary>Weights of one filter.</summary>
    public int FilterSize => Channels * Taps;

    /// <summary>Multiply-adds of one product.</summary>
    public long MultiplyAdds => (long)Groups * Filters * OutputPlane * FilterSize;

    /// <summary>Whether there is a depth.</summary>
    public bool IsVolume => Axes == 3;

    /// <summary>[channels, …].</summary>
    public Shape Input => Sized(Groups * Channels, Depth, Height, Width);

    /// <summary>[filters, …].</summary>
    public Shape Output => Sized(Groups * Filters, OutputDepth, OutputHeight, OutputWidth);

    /// <summary>[filters, channels of a group, …].</summary>
    public Shape Weight => new([Groups * Filters, .. Sized(Channels, KernelDepth, KernelHeight, KernelWidth).Sizes]);

    /// <summary>The sizes for an input [channels, …] and a weight [filters, channels of a group, …].</summary>
    public static Geometry Of(Shape input, Shape weight, int stride, int dilation, int groups) => new(
        groups, weight[0] / groups, weight[1],
        FromEnd(input, 2, leading: 1), FromEnd(input, 1, leading: 1), FromEnd(weight, 2, leading: 2), FromEnd(weight, 1, leading: 2),
        stride, dilation,
        FromEnd(input, 3, leading: 1), FromEnd(weight, 3, leading: 2), input.Rank - 1);

    /// <summary>The convolution of these sizes, without bias.</summary>
    public Convolution Convolve() => Axes switch
    {
        1 => new Conv1D(Groups * Filters, KernelWidth, Stride, Dilation: Dilation, Groups: Groups, HasBias: false),
        2 => new Conv2D(Groups * Filters, KernelHeight, KernelWidth, Stride, Dilation: Dilation, Groups: Groups, HasBias: false),
        _ => new Conv3D(Groups * Filters, KernelDepth, KernelHeight, KernelWidth, Stride, Dilation: Dilation, Groups: Groups, HasBias: false),
    };

    /// <summary>Visits every product of a sample: the indices of output, input and weight.</summary>
    public void ForEachProduct(Action<int, int, int> visit)
    {
        for (var weight = 0; weight < Groups * Filters * FilterSize; weight++)
        {
            var filter = weight / FilterSize;
            var channel = (filter / Filters * Channels) + (weight / Taps % Channels);
            var (slice, p, q) = (weight / (KernelHeight * KernelWidth) % KernelDepth, weight / KernelWidth % KernelHeight, weight % KernelWidth);
            for (var position = 0; position < OutputPlane; position++)
            {
                var (depth, row, column) = (position / (OutputHeight * OutputWidth), position / OutputWidth % OutputHeight, position % OutputWidth);
                var plane = (channel * Depth) + (depth * Stride) + (slice * Dilation);
                var input = (((plane * Height) + (row * Stride) + (p * Dilation)) * Width) + (column * Stride) + (q * Dilation);
                visit((filter * OutputPlane) + position, input, weight);
            }
        }
    }

    private int Steps(int size, int kernel) => ((size - (Dilation * (kernel - 1)) - 1) / Stride) + 1;

    private Shape Sized(int channels, params int[] sizes) => new([channels, .. sizes.Skip(sizes.Length - Axes)]);

    // An axis counted from the last, of size 1 where the shape does not have it.
    private static int FromEnd(Shape shape, int axis, int leading) => shape.Rank - axis >= leading ? shape[shape.Rank - axis] : 1;
}
