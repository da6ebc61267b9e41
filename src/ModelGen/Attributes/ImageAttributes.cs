namespace ModelGen;

/// <summary>How an enlarged image gets its values.</summary>
public enum UpsampleMode
{
    /// <summary>Each value stands for a square of equal ones.</summary>
    Nearest,

    /// <summary>Linear between neighbours along both axes; corners are not aligned: value i of n stands at (i + ½)/n.</summary>
    Bilinear,
}

/// <summary>
/// An image with more rows and columns: from <c>[channels, height, width]</c> to <c>[channels, scale·height, scale·width]</c>. PyTorch's <c>Upsample</c> with <c>align_corners=False</c>.
/// </summary>
/// <param name="scale">Rows and columns that stand for one, at least 1.</param>
public sealed class Upsample2DAttribute(int scale) : LayerAttribute
{
    /// <summary>Rows and columns that stand for one.</summary>
    public int Scale { get; } = scale;

    /// <summary>How new values come from old ones.</summary>
    public UpsampleMode Mode { get; set; }
}

/// <summary>Zeros around an image: from <c>[channels, height, width]</c> to <c>[channels, top + height + bottom, left + width + right]</c>. PyTorch's <c>ZeroPad2d</c>.</summary>
/// <param name="top">Rows above, at least 0.</param>
/// <param name="bottom">Rows below, at least 0.</param>
/// <param name="left">Columns on the left, at least 0.</param>
/// <param name="right">Columns on the right, at least 0.</param>
public sealed class Pad2DAttribute(int top, int bottom, int left, int right) : LayerAttribute
{
    /// <summary>Rows above.</summary>
    public int Top { get; } = top;

    /// <summary>Rows below.</summary>
    public int Bottom { get; } = bottom;

    /// <summary>Columns on the left.</summary>
    public int Left { get; } = left;

    /// <summary>Columns on the right.</summary>
    public int Right { get; } = right;
}
