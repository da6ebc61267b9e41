namespace ModelGen.Compiler.Operations;

/// <summary>Zeros around an image.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Left">Columns on the left.</param>
/// <param name="Right">Columns on the right.</param>
public readonly record struct Border(int Top, int Bottom, int Left, int Right)
{
    /// <summary>As many on each side.</summary>
    public static Border Of(int width) => new(width, width, width, width);

    /// <summary>What makes a copy with these zeros; null where there are none.</summary>
    public Pad2D? AsPadding() => this == default ? null : new Pad2D(Top, Bottom, Left, Right);

    /// <summary>With the zeros of a padded copy.</summary>
    public Border Outside(Pad2D pad) => new(Top + pad.Top, Bottom + pad.Bottom, Left + pad.Left, Right + pad.Right);

    /// <summary>Without what is cut away; null where that is more than these zeros.</summary>
    public Border? Inside(Crop2D crop) =>
        crop.Top <= Top && crop.Bottom <= Bottom && crop.Left <= Left && crop.Right <= Right ? new Border(Top - crop.Top, Bottom - crop.Bottom, Left - crop.Left, Right - crop.Right) : null;
}
