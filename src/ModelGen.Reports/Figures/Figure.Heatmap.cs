using SkiaSharp;

namespace ModelGen.Reports;

/// <content>Heat maps.</content>
public sealed partial class Figure
{
    private const int HeatCell = 28;

    /// <summary>Shares in a grid, the greater the stronger: such as how much a network looks at each letter (columns) before each sound (rows).</summary>
    /// <param name="title">Stands above it.</param>
    /// <param name="rows">Names, one or more.</param>
    /// <param name="columns">Names, one or more.</param>
    /// <param name="values">[rows, columns], each from 0 to 1; what is below or above is drawn as these.</param>
    /// <exception cref="ArgumentException">No rows or columns, or values for others.</exception>
    public static Figure Heatmap(string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, float[,] values)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(values);
        if (rows.Count == 0 || columns.Count == 0 || values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
        {
            throw new ArgumentException(
                $"Expected values for {rows.Count} rows and {columns.Count} columns, one or more of each, got {values.GetLength(0)}×{values.GetLength(1)}.",
                nameof(values));
        }

        var left = Margin + 12 + (int)Math.Ceiling(rows.Max(row => Texts.Width(row)));
        const int Top = TopMargin + 24;
        var width = Math.Max(left + columns.Count * HeatCell, (int)Math.Ceiling(Margin + Texts.Width(title, Texts.TitleSize))) + Margin;
        return new Figure(width, Top + rows.Count * HeatCell + Margin, (canvas, palette) =>
        {
            Texts.Draw(canvas, title, Margin, Margin + 4, palette.Text, Texts.TitleSize);
            for (var column = 0; column < columns.Count; column++)
                Texts.Draw(canvas, columns[column], left + (column + 0.5f) * HeatCell, Top - 12, palette.Text, align: SKTextAlign.Center);
            for (var row = 0; row < rows.Count; row++)
            {
                Texts.Draw(canvas, rows[row], left - 12, Top + (row + 0.5f) * HeatCell, palette.Text, align: SKTextAlign.Right);
                for (var column = 0; column < columns.Count; column++)
                {
                    using var paint = new SKPaint { Color = palette.Tint(palette.Right, Math.Clamp(values[row, column], 0, 1)) };
                    canvas.DrawRect(SKRect.Create(left + column * HeatCell, Top + row * HeatCell, HeatCell - 1, HeatCell - 1), paint);
                }
            }
        });
    }
}
