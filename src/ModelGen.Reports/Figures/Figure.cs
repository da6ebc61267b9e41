using System.Text;
using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>A picture of a training or of a model, as PNG or SVG.</summary>
public sealed partial class Figure
{
    private readonly Action<SKCanvas, Palette> draw;

    private Figure(int width, int height, Action<SKCanvas, Palette> draw)
    {
        (Width, Height) = (width, height);
        this.draw = draw;
    }

    /// <summary>In CSS pixels (1/96 inch).</summary>
    public int Width { get; }

    /// <summary>In CSS pixels (1/96 inch).</summary>
    public int Height { get; }

    /// <summary>Writes a file: beside the target first and renamed when it is complete, so that a failure leaves the old one.</summary>
    /// <param name="path">Ends in <c>.png</c> or <c>.svg</c>; replaced where it exists.</param>
    /// <param name="theme">What it is drawn on.</param>
    /// <exception cref="ArgumentException">Another ending.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, FigureTheme theme = FigureTheme.Light)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var bytes = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".png" => ToPng(theme),
            ".svg" => Encoding.UTF8.GetBytes(ToSvg(theme)),
            _ => throw new ArgumentException($"A figure is saved as '.png' or '.svg', not as '{path}'.", nameof(path)),
        };
        AtomicFile.Write(path, file => file.Write(bytes));
    }

    /// <summary>The bytes of a PNG file.</summary>
    /// <param name="theme">What it is drawn on.</param>
    /// <param name="scale">Pixels for each CSS pixel, above 0 and at most 8: 2 is sharp on most screens.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale or a theme out of range.</exception>
    public byte[] ToPng(FigureTheme theme = FigureTheme.Light, float scale = 2)
    {
        if (scale is not (> 0 and <= 8))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "Expected a number above 0, at most 8.");
        var palette = Palette.Of(theme);
        using var bitmap = new SKBitmap(Pixels(Width), Pixels(Height), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(scale);
            Draw(canvas, palette);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();

        int Pixels(int length) => Math.Max(1, (int)Math.Ceiling(length * scale));
    }

    /// <summary>The text of an SVG file.</summary>
    /// <param name="theme">What it is drawn on.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another theme.</exception>
    public string ToSvg(FigureTheme theme = FigureTheme.Light)
    {
        var palette = Palette.Of(theme);
        using var stream = new MemoryStream();
        // The file is complete when its canvas is closed.
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream))
            Draw(canvas, palette);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void Draw(SKCanvas canvas, Palette palette)
    {
        using var paint = new SKPaint { Color = palette.Background };
        canvas.DrawRect(SKRect.Create(Width, Height), paint);
        draw(canvas, palette);
    }
}
