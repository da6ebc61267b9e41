using SkiaSharp;

namespace ModelGen.Reports;

/// <content>Points with names.</content>
public sealed partial class Figure
{
    private const int PointsWidth = 720, PointsHeight = 560, PointRadius = 3, LabelRoom = 96, GroupsHeight = 36;

    /// <summary>Points with names, such as vectors of words projected to two dimensions: only their distances mean something, so there are no axes.</summary>
    /// <param name="title">Stands above them.</param>
    /// <param name="points">One or more; a line below names the groups, where there are several.</param>
    /// <exception cref="ArgumentException">No points, or a coordinate that is not finite.</exception>
    public static Figure Points(string title, params IReadOnlyList<LabelledPoint> points)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
            throw new ArgumentException("Expected one point or more, got none.", nameof(points));
        if (points.FirstOrDefault(point => !double.IsFinite(point.X) || !double.IsFinite(point.Y)) is { } infinite)
            throw new ArgumentException($"The point '{infinite.Label}' is at no finite place.", nameof(points));
        string[] groups = [.. points.Select(point => point.Group).Distinct()];
        return new Figure(PointsWidth, PointsHeight, (canvas, palette) =>
        {
            Texts.Draw(canvas, title, Margin, Margin + 4, palette.Text, Texts.TitleSize);
            DrawPoints(canvas, palette, points, groups);
            if (groups.Length > 1)
                DrawGroups(canvas, palette, groups);
        });
    }

    private static void DrawPoints(SKCanvas canvas, Palette palette, IReadOnlyList<LabelledPoint> points, string[] groups)
    {
        var area = SKRect.Create(Margin, TopMargin, PointsWidth - Margin - LabelRoom, PointsHeight - TopMargin - GroupsHeight - Margin);
        var (left, top) = (points.Min(point => point.X), points.Max(point => point.Y));
        // One scale for both directions; a single place is drawn anywhere.
        var scale = Math.Min(area.Width / Extent(points.Max(point => point.X) - left), area.Height / Extent(top - points.Min(point => point.Y)));
        foreach (var point in points)
        {
            var color = GroupColor(palette, groups, point.Group);
            using var paint = new SKPaint { Color = color, IsAntialias = true };
            var (x, y) = (area.Left + (float)((point.X - left) * scale), area.Top + (float)((top - point.Y) * scale));
            canvas.DrawCircle(x, y, PointRadius, paint);
            Texts.Draw(canvas, point.Label, x + 2 * PointRadius, y, color);
        }

        static double Extent(double extent) => extent > 0 ? extent : 1;
    }

    private static void DrawGroups(SKCanvas canvas, Palette palette, string[] groups)
    {
        float x = Margin;
        foreach (var group in groups)
        {
            using var paint = new SKPaint { Color = GroupColor(palette, groups, group), IsAntialias = true };
            canvas.DrawCircle(x + PointRadius, PointsHeight - Margin, PointRadius, paint);
            Texts.Draw(canvas, group, x + 4 * PointRadius, PointsHeight - Margin, palette.Muted);
            x += 4 * PointRadius + Texts.Width(group) + Margin;
        }
    }

    private static SKColor GroupColor(Palette palette, string[] groups, string group) => palette.Series[Array.IndexOf(groups, group) % palette.Series.Length];
}
