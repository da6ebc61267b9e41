using SkiaSharp;
using static System.FormattableString;

namespace ModelGen.Reports;

/// <content>Confusion matrices.</content>
public sealed partial class Figure
{
    private const int LeastCell = 8, Margin = 16, LongestName = 160, TopMargin = 36;

    /// <summary>
    /// A row for each class, a column for each class that its samples were taken for. Blue, on the diagonal: the share of the class that was recognized;
    /// orange: the share that was taken for another, relative to the greatest such share, so that few confusions are seen as well.
    /// </summary>
    /// <param name="matrix">The counts.</param>
    public static Figure ConfusionMatrix(Confusions matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var count = matrix.Classes.Count;
        var digits = Enumerable.Range(0, count * count).Max(i => $"{matrix[i / count, i % count]}".Length);
        var cell = count <= 30 ? Math.Max(34, 14 + 7 * digits) : Math.Max(LeastCell, 900 / count);
        var names = (int)Math.Ceiling(Math.Min(LongestName, matrix.Classes.Max(name => Texts.Width(name)))) + 12;
        // Names of columns stand upright where they are wider than the column.
        var isUpright = names > cell;
        var top = TopMargin + (isUpright ? names : 24);
        var recognized = count <= 30 ? 96 : 0;
        var left = Margin + 24 + names;
        return new Figure(left + count * cell + recognized + Margin, top + count * cell + Margin, (canvas, palette) =>
        {
            Texts.Draw(canvas, "taken for", left, TopMargin - 12, palette.Muted);
            canvas.Save();
            canvas.RotateDegrees(-90);
            Texts.Draw(canvas, "class", -top, Margin + 8, palette.Muted, align: SKTextAlign.Right);
            canvas.Restore();
            if (recognized > 0)
                Texts.Draw(canvas, "recognized", left + count * cell + 12, top - 12, palette.Muted);
            DrawNames(canvas, palette, matrix, left, top, cell, isUpright);
            DrawCells(canvas, palette, matrix, left, top, cell);
        });
    }

    private static void DrawNames(SKCanvas canvas, Palette palette, Confusions matrix, int left, int top, int cell, bool isUpright)
    {
        // Of very many classes every so many are named.
        var stride = (int)Math.Ceiling((Texts.Size + 2) / cell);
        for (var index = 0; index < matrix.Classes.Count; index += stride)
        {
            var name = Texts.Fit(matrix.Classes[index], LongestName);
            var middle = (index + 0.5f) * cell;
            Texts.Draw(canvas, name, left - 8, top + middle, palette.Text, align: SKTextAlign.Right);
            if (isUpright)
            {
                canvas.Save();
                canvas.RotateDegrees(-90);
                Texts.Draw(canvas, name, 8 - top, left + middle, palette.Text);
                canvas.Restore();
            }
            else
            {
                Texts.Draw(canvas, name, left + middle, top - 12, palette.Text, align: SKTextAlign.Center);
            }
        }
    }

    private static void DrawCells(SKCanvas canvas, Palette palette, Confusions matrix, int left, int top, int cell)
    {
        var count = matrix.Classes.Count;
        var hasNumbers = count <= 30;
        var greatest = Enumerable.Range(0, count * count).Where(i => i / count != i % count).Max(i => Share(i / count, i % count));
        using var paint = new SKPaint();
        for (var actual = 0; actual < count; actual++)
        {
            for (var predicted = 0; predicted < count; predicted++)
            {
                var (number, share) = (matrix[actual, predicted], Share(actual, predicted));
                // The least tint that the eye tells from none.
                var opacity = number == 0 ? 0 : actual == predicted ? 0.1 + 0.6 * share : 0.1 + 0.6 * share / greatest;
                paint.Color = palette.Tint(actual == predicted ? palette.Right : palette.Wrong, opacity);
                canvas.DrawRect(SKRect.Create(left + predicted * cell, top + actual * cell, cell - 1, cell - 1), paint);
                if (hasNumbers && number > 0)
                    Write($"{number}", left + (predicted + 0.5f) * cell, actual, palette.Text, SKTextAlign.Center);
                else if (hasNumbers)
                    Write("·", left + (predicted + 0.5f) * cell, actual, palette.Muted, SKTextAlign.Center);
            }

            if (hasNumbers)
                Write(matrix.Recall(actual) is { } recall ? Invariant($"{100 * recall:F2} %") : "–", left + count * cell + 12, actual, palette.Text);
        }

        double Share(int actual, int predicted) => matrix[actual, predicted] / (double)Math.Max(1, matrix.Actual(actual));

        void Write(string text, float x, int row, SKColor color, SKTextAlign align = SKTextAlign.Left) =>
            Texts.Draw(canvas, text, x, top + (row + 0.5f) * cell, color, align: align);
    }
}
