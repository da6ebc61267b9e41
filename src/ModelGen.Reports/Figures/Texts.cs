using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>Draws texts.</summary>
internal static class Texts
{
    public const float Size = 12, TitleSize = 14;

    /// <summary>How wide a text is.</summary>
    public static float Width(string text, float size = Size)
    {
        using var font = Typefaces.FontFor(text, size);
        return font.MeasureText(text);
    }

    /// <summary>The text, or as much of its beginning as there is room for, and an ellipsis.</summary>
    public static string Fit(string text, float width, float size = Size)
    {
        for (var length = text.Length; length > 0; length--)
        {
            var part = length == text.Length ? text : text[..length].TrimEnd() + "…";
            if (Width(part, size) <= width)
                return part;
        }

        return "";
    }

    /// <summary>Draws a text whose small letters are centred on a height.</summary>
    public static void Draw(SKCanvas canvas, string text, float x, float middle, SKColor color, float size = Size, SKTextAlign align = SKTextAlign.Left)
    {
        using var font = Typefaces.FontFor(text, size);
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, x, middle + 0.36f * size, align, font, paint);
    }
}
