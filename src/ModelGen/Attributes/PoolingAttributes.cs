namespace ModelGen;

/// <summary>
/// A window that slides over every channel by itself: from an axis of <c>size</c> values to <c>⌊(size + 2·padding − window) / stride⌋ + 1</c>.
/// </summary>
public abstract class PoolingAttribute : LayerAttribute
{
    private protected PoolingAttribute()
    {
    }

    /// <summary>Step of the window in all directions; 0, the default, is the window's own size.</summary>
    public int Stride { get; set; }

    /// <summary>Values added on every side, at most half the window.</summary>
    public int Padding { get; set; }

    /// <summary>Whether the division in the output's size rounds up: a last window may then reach past the end, but must start inside the input or its padding before.</summary>
    public bool Ceiling { get; set; }
}

/// <summary>A window that slides along a sequence: from <c>[channels, length]</c> to <c>[channels, ⌊(length + 2·padding − size) / stride⌋ + 1]</c>.</summary>
public abstract class Pooling1DAttribute : PoolingAttribute
{
    private protected Pooling1DAttribute(int size) => Size = size;

    /// <summary>Values of the window.</summary>
    public int Size { get; }
}

/// <summary>
/// A window that slides over height and width: from <c>[channels, height, width]</c> to <c>[channels, ⌊(height + 2·padding − windowHeight) / stride⌋ + 1, …]</c>.
/// </summary>
public abstract class Pooling2DAttribute : PoolingAttribute
{
    private protected Pooling2DAttribute(int height, int width)
    {
        Height = height;
        Width = width;
    }

    /// <summary>Rows of the window.</summary>
    public int Height { get; }

    /// <summary>Columns of the window.</summary>
    public int Width { get; }
}

/// <summary>The largest value of each window; padding never wins. Of equal values the first gets the gradient. PyTorch's <c>MaxPool1d</c>.</summary>
/// <param name="size">Values of the window, at least 1.</param>
public sealed class MaxPool1DAttribute(int size) : Pooling1DAttribute(size);

/// <summary>The mean of each window, zeros of the padding counted in. PyTorch's <c>AvgPool1d</c> with its default <c>count_include_pad</c>.</summary>
/// <param name="size">Values of the window, at least 1.</param>
public sealed class AvgPool1DAttribute(int size) : Pooling1DAttribute(size);

/// <summary>The largest value of each window; padding never wins. Of equal values the first in row-major order gets the gradient. PyTorch's <c>MaxPool2d</c>.</summary>
/// <param name="height">Rows of the window, at least 1.</param>
/// <param name="width">Columns of the window, at least 1.</param>
public sealed class MaxPool2DAttribute(int height, int width) : Pooling2DAttribute(height, width)
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
public sealed class AvgPool2DAttribute(int height, int width) : Pooling2DAttribute(height, width)
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
