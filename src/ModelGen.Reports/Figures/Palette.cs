using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>The colours of a theme.</summary>
internal sealed record Palette
{
    private static readonly Palette Light = new()
    {
        Background = new(0xffffffff),
        Text = new(0xff24292f),
        Muted = new(0xff656d76),
        Grid = new(0xffe6e9ec),
        Right = new(0xff1f6fb4),
        Wrong = new(0xffc8501e),
        Series =
        [
            new(0xff1f6fb4), new(0xffd9622b), new(0xff2a8c5a), new(0xff8e5aa8), new(0xffa67c12),
            new(0xff4f5b66), new(0xffb83b6a), new(0xff3a9aa8), new(0xff7f9a1c), new(0xff101418),
        ],
    };

    private static readonly Palette Dark = new()
    {
        Background = new(0xff16191d),
        Text = new(0xffdfe3e7),
        Muted = new(0xff9aa3ac),
        Grid = new(0xff2c3238),
        Right = new(0xff5ba3e0),
        Wrong = new(0xfff0885a),
        Series =
        [
            new(0xff6cb0ea), new(0xfff09a6a), new(0xff6cc596), new(0xffc49adf), new(0xffdcc06a),
            new(0xffa9b4bc), new(0xffec86ad), new(0xff72cfdc), new(0xffbfd65a), new(0xffffffff),
        ],
    };

    /// <summary>Behind everything.</summary>
    public required SKColor Background { get; init; }

    /// <summary>Titles and numbers.</summary>
    public required SKColor Text { get; init; }

    /// <summary>Axes and remarks.</summary>
    public required SKColor Muted { get; init; }

    /// <summary>Grid lines and borders.</summary>
    public required SKColor Grid { get; init; }

    /// <summary>What is as it should be.</summary>
    public required SKColor Right { get; init; }

    /// <summary>What is not.</summary>
    public required SKColor Wrong { get; init; }

    /// <summary>Curves, in order; blue and orange first, which all people can tell apart.</summary>
    public required SKColor[] Series { get; init; }

    /// <summary>The colours for a theme.</summary>
    public static Palette Of(FigureTheme theme) => theme switch
    {
        FigureTheme.Light => Light,
        FigureTheme.Dark => Dark,
        _ => throw new ArgumentOutOfRangeException(nameof(theme), theme, "Expected Light or Dark."),
    };

    /// <summary>A colour on the background, of an opacity from 0 to 1.</summary>
    public SKColor Tint(SKColor color, double opacity)
    {
        return new(Mix(Background.Red, color.Red), Mix(Background.Green, color.Green), Mix(Background.Blue, color.Blue));

        byte Mix(byte from, byte to) => (byte)Math.Round(from + (to - from) * opacity);
    }
}
