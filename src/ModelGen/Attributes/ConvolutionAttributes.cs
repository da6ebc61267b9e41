namespace ModelGen;

/// <summary>
/// Cross-correlation over the axes after the channels: each output is a bias and the sum of the products of a kernel's weights with the values under it, values outside of the input being 0. From an
/// axis of <c>size</c> values to <c>⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1</c>; weight <c>[filters, channels / groups, …kernel]</c>, bias <c>[filters]</c>.
/// </summary>
public abstract class ConvolutionAttribute : WeightedLayerAttribute
{
    private protected ConvolutionAttribute(int filters) => Filters = filters;

    /// <summary>Output channels.</summary>
    public int Filters { get; }

    /// <summary>Step of the window in all directions, at least 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros around the input on every side, or <see cref="ModelGen.Padding.Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Distance between the window's values, at least 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Channels and filters fall into this many groups that do not see each other; it divides both.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>
/// Cross-correlation along a sequence, PyTorch's <c>Conv1d</c>: <c>y[o, i] = b[o] + Σ w[o, c, u] · x[c, i·stride + u·dilation − padding]</c>. From <c>[channels, length]</c> to
/// <c>[filters, ⌊(length + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1]</c>; weight <c>[filters, channels / groups, kernel]</c>, bias <c>[filters]</c>.
/// On <c>[channels]</c> at each step of a sequence it goes along the steps and gives <c>[filters]</c> at each of them, values outside of the sequence being 0; it takes no stride, groups or padding then.
/// </summary>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernel">Values of the window, at least 1.</param>
public sealed class Conv1DAttribute(int filters, int kernel) : ConvolutionAttribute(filters)
{
    /// <summary>Values of the window.</summary>
    public int Kernel { get; } = kernel;
}

/// <summary>
/// Cross-correlation over height and width, PyTorch's <c>Conv2d</c>:
/// <c>y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·stride + u·dilation − padding, j·stride + v·dilation − padding]</c>, values outside the image being 0.
/// From <c>[channels, height, width]</c> to <c>[filters, ⌊(height + 2·padding − dilation·(kernelHeight − 1) − 1) / stride⌋ + 1, …]</c>;
/// weight <c>[filters, channels / groups, kernelHeight, kernelWidth]</c>, bias <c>[filters]</c>.
/// </summary>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernelHeight">Rows of the window, at least 1.</param>
/// <param name="kernelWidth">Columns of the window, at least 1.</param>
public sealed class Conv2DAttribute(int filters, int kernelHeight, int kernelWidth) : ConvolutionAttribute(filters)
{
    /// <summary>A square window.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns of the window, at least 1.</param>
    public Conv2DAttribute(int filters, int kernel) : this(filters, kernel, kernel)
    {
    }

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;
}

/// <summary>
/// Cross-correlation over depth, height and width, PyTorch's <c>Conv3d</c>: <see cref="Conv2DAttribute"/> with one more axis. From <c>[channels, depth, height, width]</c> to
/// <c>[filters, ⌊(depth + 2·padding − dilation·(kernelDepth − 1) − 1) / stride⌋ + 1, …]</c>; weight <c>[filters, channels / groups, kernelDepth, kernelHeight, kernelWidth]</c>, bias
/// <c>[filters]</c>.
/// </summary>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernelDepth">Slices of the window, at least 1.</param>
/// <param name="kernelHeight">Rows of the window, at least 1.</param>
/// <param name="kernelWidth">Columns of the window, at least 1.</param>
public sealed class Conv3DAttribute(int filters, int kernelDepth, int kernelHeight, int kernelWidth) : ConvolutionAttribute(filters)
{
    /// <summary>A window that is a cube.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Slices, rows and columns of the window, at least 1.</param>
    public Conv3DAttribute(int filters, int kernel) : this(filters, kernel, kernel, kernel)
    {
    }

    /// <summary>Slices of the window.</summary>
    public int KernelDepth { get; } = kernelDepth;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;
}

/// <summary>
/// A convolution's gradient as a layer, from small images to large ones, PyTorch's <c>ConvTranspose2d</c>: every value of the input adds its kernel, times the value, to the output at
/// <c>stride</c> times its place. From <c>[channels, height, width]</c> to <c>[filters, (height − 1)·stride − 2·padding + kernelHeight + outputPadding, …]</c>; weight
/// <c>[channels, filters, kernelHeight, kernelWidth]</c>, bias <c>[filters]</c>.
/// </summary>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernelHeight">Rows of the kernel, at least 1.</param>
/// <param name="kernelWidth">Columns of the kernel, at least 1.</param>
public sealed class ConvTranspose2DAttribute(int filters, int kernelHeight, int kernelWidth) : WeightedLayerAttribute
{
    /// <summary>A square kernel.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns of the kernel, at least 1.</param>
    public ConvTranspose2DAttribute(int filters, int kernel) : this(filters, kernel, kernel)
    {
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>Rows and columns of the output for one of the input, at least 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Rows and columns taken off the output on every side, at least 0.</summary>
    public int Padding { get; set; }

    /// <summary>Rows and columns added to the output below and on the right, below the stride: a convolution with this stride maps several sizes to one, and this says which it was.</summary>
    public int OutputPadding { get; set; }
}

/// <summary>Paddings that are not a number of zeros.</summary>
public static class Padding
{
    /// <summary>As many zeros as keep the size of every axis; for stride 1. Where the number is odd the extra zero is at the end (the bottom, the right), as in PyTorch.</summary>
    public const int Same = -1;
}
