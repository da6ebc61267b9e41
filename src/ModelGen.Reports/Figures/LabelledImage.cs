using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>An image, what it shows, and what it was taken for.</summary>
public sealed record LabelledImage
{
    private readonly float[] values;

    /// <summary>An image as networks take it.</summary>
    /// <param name="values">Channel after channel, row after row; 0 is dark, 1 is light, what lies beyond is drawn as the nearer of them.</param>
    /// <param name="channels">1 for grey, 3 for red, green and blue.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="label">What it shows.</param>
    /// <exception cref="ArgumentException">Another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Other channels, or no rows or columns.</exception>
    public LabelledImage(float[] values, int channels, int height, int width, string label)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Expected 1 (grey) or 3 (red, green and blue).");
        var expected = (long)channels * height * width;
        if (values.LongLength != expected)
            throw new ArgumentException($"An image of [{channels}, {height}, {width}] has {expected} values, got {values.Length}.", nameof(values));
        this.values = values;
        (Channels, Height, Width, Label) = (channels, height, width, label);
    }

    /// <summary>1 for grey, 3 for red, green and blue.</summary>
    public int Channels { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>What it shows.</summary>
    public string Label { get; }

    /// <summary>What it was taken for; nothing where nobody was asked.</summary>
    public string? Prediction { get; init; }

    /// <summary>Whether <see cref="Prediction"/> is right, which decides its colour.</summary>
    public bool IsRight { get; init; }

    internal SKBitmap ToBitmap()
    {
        var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
                bitmap.SetPixel(x, y, new(Value(0, y, x), Value(Channels / 2, y, x), Value(Channels - 1, y, x)));
        return bitmap;
    }

    // NaN is dark.
    private byte Value(int channel, int y, int x) => (byte)(255 * Math.Clamp(values[(channel * Height + y) * Width + x], 0, 1) + 0.5f);
}
