using SkiaSharp;

namespace ModelGen.Reports;

/// <content>Grids of images.</content>
public sealed partial class Figure
{
    private const int ImageSide = 96, ImageGap = 12, LineHeight = 16;

    /// <summary>Images side by side, each above its label and what it was taken for (in blue where that is right, otherwise in orange).</summary>
    /// <param name="images">The images, in rows from the left; one or more.</param>
    /// <param name="columns">How many a row, at least 1.</param>
    /// <exception cref="ArgumentException">No images.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than one column.</exception>
    public static Figure Images(IEnumerable<LabelledImage> images, int columns = 8)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        LabelledImage[] all = [.. images];
        if (all.Length == 0)
            throw new ArgumentException("Expected one image or more, got none.", nameof(images));
        var inRow = Math.Min(columns, all.Length);
        var cellHeight = ImageSide + ImageGap + LineHeight * (all.Any(image => image.Prediction is not null) ? 2 : 1) + 6;
        var width = inRow * (ImageSide + ImageGap) + ImageGap;
        var height = (all.Length + inRow - 1) / inRow * cellHeight + ImageGap;
        return new Figure(width, height, (canvas, palette) =>
        {
            foreach (var (index, image) in all.Index())
                Draw(canvas, palette, image, ImageGap + index % inRow * (ImageSide + ImageGap), ImageGap + index / inRow * cellHeight);
        });
    }

    private static void Draw(SKCanvas canvas, Palette palette, LabelledImage image, int x, int y)
    {
        var scale = (float)ImageSide / Math.Max(image.Width, image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        using var bitmap = image.ToBitmap();
        // Pixels of small images stay squares, also in SVG files, whose viewers would smooth them.
        var enlargement = Math.Max(1, (int)(2 * scale));
        using var enlarged = bitmap.Resize(new SKSizeI(image.Width * enlargement, image.Height * enlargement), new SKSamplingOptions(SKFilterMode.Nearest));
        using var picture = SKImage.FromBitmap(enlarged);
        var area = SKRect.Create(x + (ImageSide - width) / 2, y + (ImageSide - height) / 2, width, height);
        canvas.DrawImage(picture, area, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        Texts.Draw(canvas, Texts.Fit(image.Label, ImageSide), x, y + ImageSide + LineHeight - 4, palette.Text);
        if (image.Prediction is { } prediction)
            Texts.Draw(canvas, Texts.Fit(prediction, ImageSide), x, y + ImageSide + 2 * LineHeight - 4, image.IsRight ? palette.Right : palette.Wrong);
    }
}
