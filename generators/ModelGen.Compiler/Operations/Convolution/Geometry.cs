using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The sizes of a convolution without padding, for all three of its products.</summary>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Filters">Output channels of one group.</param>
/// <param name="Channels">Input channels of one group.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="KernelHeight">Rows of the kernel.</param>
/// <param name="KernelWidth">Columns of the kernel.</param>
/// <param name="Stride">Rows and columns between two outputs.</param>
/// <param name="Dilation">Distance between two taps.</param>
public sealed record Geometry(int Groups, int Filters, int Channels, int Height, int Width, int KernelHeight, int KernelWidth, int Stride, int Dilation)
{
    /// <summary>Rows of the output.</summary>
    public int OutputHeight => ((Height - (Dilation * (KernelHeight - 1)) - 1) / Stride) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputWidth => ((Width - (Dilation * (KernelWidth - 1)) - 1) / Stride) + 1;

    /// <summary>Positions of one output channel.</summary>
    public int OutputPlane => OutputHeight * OutputWidth;

    /// <summary>Weights of one filter.</summary>
    public int FilterSize => Channels * KernelHeight * KernelWidth;

    /// <summary>Multiply-adds of one product.</summary>
    public long MultiplyAdds => (long)Groups * Filters * OutputPlane * FilterSize;

    /// <summary>The sizes for an input [channels, height, width] and a weight [filters, channels of a group, kernel height, kernel width].</summary>
    public static Geometry Of(Shape input, Shape weight, int stride, int dilation, int groups) =>
        new(groups, weight[0] / groups, weight[1], input[1], input[2], weight[2], weight[3], stride, dilation);

    /// <summary>Visits every product of a sample: the indices of output, input and weight.</summary>
    public void ForEachProduct(Action<int, int, int> visit)
    {
        for (var filter = 0; filter < Groups * Filters; filter++)
        {
            for (var channel = 0; channel < Channels; channel++)
            {
                for (var p = 0; p < KernelHeight; p++)
                {
                    for (var q = 0; q < KernelWidth; q++)
                    {
                        var weight = (((((filter * Channels) + channel) * KernelHeight) + p) * KernelWidth) + q;
                        for (var row = 0; row < OutputHeight; row++)
                        {
                            for (var column = 0; column < OutputWidth; column++)
                            {
                                var input = (((((filter / Filters * Channels) + channel) * Height) + (row * Stride) + (p * Dilation)) * Width) + (column * Stride) + (q * Dilation);
                                visit((((filter * OutputHeight) + row) * OutputWidth) + column, input, weight);
                            }
                        }
                    }
                }
            }
        }
    }
}
