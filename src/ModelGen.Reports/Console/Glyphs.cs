namespace ModelGen.Reports;

/// <summary>The characters that a view draws with.</summary>
/// <param name="Bar">What bars are made of: done, and to be done.</param>
/// <param name="Levels">Heights of a sparkline, from the lowest.</param>
internal sealed record Glyphs((char Done, char Open) Bar, string Levels)
{
    /// <summary>For consoles that show Unicode.</summary>
    public static Glyphs Unicode { get; } = new(('━', '─'), "▁▂▃▄▅▆▇█");

    /// <summary>For those that do not.</summary>
    public static Glyphs Ascii { get; } = new(('#', '-'), "_.-=+*#");

    /// <summary>A line of one character a value, as high as the value lies between the least and the greatest; a blank for what is not finite.</summary>
    public string Sparkline(IEnumerable<double> values)
    {
        double[] all = [.. values];
        var finite = all.Where(double.IsFinite).DefaultIfEmpty().ToArray();
        var (least, range) = (finite.Min(), finite.Max() - finite.Min());
        return string.Concat(all.Select(value => !double.IsFinite(value) ? ' ' : Level(range > 0 ? (value - least) / range : 0)));
    }

    private char Level(double share) => Levels[(int)Math.Round(share * (Levels.Length - 1))];
}
