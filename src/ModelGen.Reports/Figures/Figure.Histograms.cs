using System.Globalization;
using ScottPlot;
using SkiaSharp;

namespace ModelGen.Reports;

/// <content>Histograms.</content>
public sealed partial class Figure
{
    private const int HistogramWidth = 300, HistogramHeight = 190, HistogramColumns = 3, MostBins = 60;

    /// <summary>
    /// How the values of each tensor are distributed: of a model's <c>Parameters</c>, its <c>Gradients</c> or its <c>State</c>.
    /// Values that are not finite are counted beside them.
    /// </summary>
    /// <param name="tensors">The tensors; their values are taken now. Below each are their number, mean and standard deviation.</param>
    /// <exception cref="ArgumentException">No tensors.</exception>
    public static Figure Histograms(IEnumerable<NamedTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var panels = tensors.Select(tensor => (tensor.Name, Values: Histogram.Of(tensor.Values, BinsFor(tensor.Values.Length)))).ToArray();
        if (panels.Length == 0)
            throw new ArgumentException("Expected one tensor or more, got none.", nameof(tensors));
        var columns = Math.Min(HistogramColumns, panels.Length);
        return new Figure(columns * HistogramWidth, (panels.Length + columns - 1) / columns * HistogramHeight, (canvas, palette) =>
        {
            foreach (var (index, panel) in panels.Index())
            {
                var area = SKRect.Create(index % columns * HistogramWidth, index / columns * HistogramHeight, HistogramWidth, HistogramHeight);
                Chart.Draw(Distribution(palette, panel.Name, panel.Values), canvas, area);
            }
        });
    }

    private static Plot Distribution(Palette palette, string name, Histogram values)
    {
        var plot = Chart.Create(palette, Texts.Fit(name, HistogramWidth - 40, Texts.TitleSize), Describe(values), "");
        Chart.Ticks(plot.Axes.Left, Chart.Write, onlyIntegers: true);
        var outline = new List<Coordinates>();
        // Equal values have no width: a bar stands for them.
        var (least, width) = values.Width > 0 ? (values.Least, values.Width) : (values.Least - 0.5, 1);
        for (var bin = 0; bin < values.Counts.Length; bin++)
        {
            outline.Add(new(least + bin * width, values.Counts[bin]));
            outline.Add(new(least + (bin + 1) * width, values.Counts[bin]));
        }

        var area = plot.Add.Polygon([new(outline[0].X, 0), .. outline, new(outline[^1].X, 0)]);
        area.FillColor = Chart.Color(palette.Tint(palette.Right, 0.45));
        area.LineColor = Chart.Color(palette.Right);
        area.LineWidth = 1;
        plot.Axes.SetLimits(least - width, outline[^1].X + width, 0, 1.08 * Math.Max(1, outline.Max(corner => corner.Y)));
        return plot;
    }

    // Rice's rule: twice the cube root.
    private static int BinsFor(int values) => (int)Math.Clamp(Math.Ceiling(2 * Math.Cbrt(values)), 1, MostBins);

    private static string Describe(Histogram values)
    {
        var mean = values.Sum / Math.Max(1, values.Count);
        var deviation = Math.Sqrt(Math.Max(0, values.SumOfSquares / Math.Max(1, values.Count) - mean * mean));
        var text = string.Create(CultureInfo.InvariantCulture, $"{values.Count:N0} values, {mean:G2} ± {deviation:G2}");
        return values.NotFinite == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $", {values.NotFinite:N0} not finite");
    }
}
