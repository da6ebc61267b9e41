using ScottPlot;
using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>
/// The typeface of all figures comes with the package: they look the same on every machine, and need none that is installed.
/// Writing that it lacks takes an installed one.
/// </summary>
internal sealed class Typefaces : IFontResolver
{
    /// <summary>What ScottPlot and SVG files call it.</summary>
    public const string Family = "Inter";

    private static readonly SKTypeface Regular = Load();

    static Typefaces() => Fonts.FontResolvers.Insert(0, new Typefaces());

    private Typefaces()
    {
    }

    /// <summary>The family for a text.</summary>
    public static string FamilyFor(string text) => Regular.ContainsGlyphs(text) ? Family : Fonts.Detect(text);

    /// <summary>The font for a text.</summary>
    public static SKFont FontFor(string text, float size) =>
        new(Regular.ContainsGlyphs(text) ? Regular : Fonts.GetTypeface(Fonts.Detect(text), bold: false, italic: false), size)
        {
            // Letters keep the distances that they have in print.
            Subpixel = true,
            LinearMetrics = true,
            Hinting = SKFontHinting.None,
        };

    /// <inheritdoc/>
    // A new one each time: ScottPlot owns it.
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) => fontName == Family ? Load() : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Family ? Load() : null;

    private static SKTypeface Load()
    {
        using var stream = typeof(Typefaces).Assembly.GetManifestResourceStream("Inter-Regular.ttf");
        return SKTypeface.FromStream(stream);
    }
}
