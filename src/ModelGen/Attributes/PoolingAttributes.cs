namespace ModelGen;

/// <summary>
/// A window that slides over height and width of every channel by itself: from <c>[channels, height, width]</c> to
/// <c>[channels, ⌊(height + 2·padding − windowHeight) / stride⌋ + 1, …]</c>.
/// </summary>
public abstract class PoolingAttribute : LayerAttribute
{
    private protected PoolingAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the window.</summary>
    public int Height { get; }

    /// <summary>Columns of the window.</summary>
    public int Width { get; }

    /// <summary>Step of the window in both directions; 0, the default, is the window's own size.</summary>
    public int Stride { get; set; }

    /// <summary>Rows and columns added on every side, at most half the window.</summary>
    public int Padding { get; set; }

    /// <summary>Whether the division in the output's size rounds up: a last window may then reach past the end, but must start inside the image or its padding before.</summary>
    public bool Ceiling { get; set; }
}

/// <summary>The largest value of each window; padding never wins. Of equal values the first in row-major order gets the gradient. PyTorch's <c>MaxPool2d</c>.</summary>
/// <param name="height">Rows of the window, at least 1.</param>
/// <param name="width">Columns of the window, at least 1.</param>
public sealed class MaxPool2DAttribute(int height, int width) : PoolingAttribute(height, width)
{
    /// <summary>A square window.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    public MaxPool2DAttribute(int size) : this(size, size)
    {
    }
}

/// <summary>The mean of each window, zeros of the padding counted in. PyTorch's <c>AvgPool2d</c> with its default <c>count_include_pad</c>.</summary>
/// <param name="height">Rows of the window, at least 1.</param>
/// <param name="width">Columns of the window, at least 1.</param>
public sealed class AvgPool2DAttribute(int height, int width) : PoolingAttribute(height, width)
{
    /// <summary>A square window.</summary>
    /// <param name="size">Rows and columns of the window, at least 1.</param>
    public AvgPool2DAttribute(int size) : this(size, size)
    {
    }
}

/// <summary>The mean of each channel: from <c>[channels, height, width]</c> to <c>[channels]</c>.</summary>
public sealed class GlobalAvgPool2DAttribute : LayerAttribute;

/// <summary>The largest value of each channel: from <c>[channels, height, width]</c> to <c>[channels]</c>; of equal values the first gets the gradient.</summary>
public sealed class GlobalMaxPool2DAttribute : LayerAttribute;
