namespace ModelGen;

/// <summary>
/// Cross-correlation over height and width, PyTorch's <c>Conv2d</c>:
/// <c>y[o, i, j] = b[o] + Σ w[o, c, u, v] · x[c, i·stride + u·dilation − padding, j·stride + v·dilation − padding]</c>, values outside the image being 0.
/// From <c>[channels, height, width]</c> to <c>[filters, ⌊(height + 2·padding − dilation·(kernelHeight − 1) − 1) / stride⌋ + 1, …]</c>;
/// weight <c>[filters, channels / groups, kernelHeight, kernelWidth]</c>, bias <c>[filters]</c>.
/// </summary>
/// <param name="filters">Output channels, at least 1.</param>
/// <param name="kernelHeight">Rows of the window, at least 1.</param>
/// <param name="kernelWidth">Columns of the window, at least 1.</param>
public sealed class Conv2DAttribute(int filters, int kernelHeight, int kernelWidth) : WeightedLayerAttribute
{
    /// <summary>A square window.</summary>
    /// <param name="filters">Output channels, at least 1.</param>
    /// <param name="kernel">Rows and columns of the window, at least 1.</param>
    public Conv2DAttribute(int filters, int kernel) : this(filters, kernel, kernel)
    {
    }

    /// <summary>Output channels.</summary>
    public int Filters { get; } = filters;

    /// <summary>Rows of the window.</summary>
    public int KernelHeight { get; } = kernelHeight;

    /// <summary>Columns of the window.</summary>
    public int KernelWidth { get; } = kernelWidth;

    /// <summary>Step of the window in both directions, at least 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros around the image on every side, or <see cref="ModelGen.Padding.Same"/>.</summary>
    public int Padding { get; set; }

    /// <summary>Distance between the window's values, at least 1.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Channels and filters fall into this many groups that do not see each other; it divides both.</summary>
    public int Groups { get; set; } = 1;
}

/// <summary>Paddings that are not a number of zeros.</summary>
public static class Padding
{
    /// <summary>As many zeros as keep height and width; for stride 1. Where the number is odd the extra zero is at the bottom and on the right, as in PyTorch.</summary>
    public const int Same = -1;
}
