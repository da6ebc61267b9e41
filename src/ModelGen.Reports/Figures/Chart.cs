using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace ModelGen.Reports;

/// <summary>Axes in the style of all figures.</summary>
internal static class Chart
{
    private const float TextSize = 12;

    /// <summary>Empty axes.</summary>
    public static Plot Create(Palette palette, string title, string horizontal, string vertical)
    {
        var plot = new Plot();
        // What else is on the canvas stays.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Color(palette.Background);
        plot.DataBackground.Color = Color(palette.Background);
        plot.Axes.Color(Color(palette.Muted));
        plot.Grid.MajorLineColor = Color(palette.Grid);
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        Label(plot.Axes.Title.Label, title, TextSize + 2, palette.Text);
        Label(plot.Axes.Bottom.Label, horizontal, TextSize, palette.Muted);
        Label(plot.Axes.Left.Label, vertical, TextSize, palette.Muted);
        Ticks(plot.Axes.Bottom, Write);
        Ticks(plot.Axes.Left, Write);
        return plot;
    }

    /// <summary>How an axis places and writes its numbers.</summary>
    public static void Ticks(IAxis axis, Func<double, string> write, bool onlyIntegers = false)
    {
        axis.TickGenerator = new NumericAutomatic { LabelFormatter = write, IntegerTicksOnly = onlyIntegers };
        axis.TickLabelStyle.FontName = Typefaces.Family;
        axis.TickLabelStyle.FontSize = TextSize - 1;
        axis.MinorTickStyle.Length = 0;
    }

    /// <summary>The curves' names, below the axes or on the right, where no curve can run into them.</summary>
    public static void Legend(Plot plot, Palette palette, Edge edge = Edge.Bottom)
    {
        var panel = plot.ShowLegend(edge);
        panel.Padding = new PixelPadding(0);
        var legend = panel.Legend;
        legend.Margin = new PixelPadding(0);
        legend.Orientation = edge == Edge.Bottom ? Orientation.Horizontal : Orientation.Vertical;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Color(palette.Background);
        legend.FontColor = Color(palette.Text);
        legend.FontSize = TextSize;
        legend.FontName = Typefaces.FamilyFor(string.Concat(legend.GetItems().Select(item => item.LabelText)));
    }

    /// <summary>Draws axes and what is in them.</summary>
    public static void Draw(Plot plot, SKCanvas canvas, SKRect area)
    {
        using (plot)
        {
            canvas.Save();
            plot.Render(canvas, new PixelRect(area.Left, area.Right, area.Bottom, area.Top));
            canvas.Restore();
        }
    }

    /// <summary>A number on an axis.</summary>
    public static string Write(double value) => Math.Abs(value) is 0 or (>= 1e-5 and < 1e7)
        ? value.ToString("#,0.######", CultureInfo.InvariantCulture)
        : value.ToString("0.###E0", CultureInfo.InvariantCulture);

    /// <summary>A share on an axis.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>A colour as ScottPlot has it.</summary>
    public static Color Color(SKColor color) => new(color.Red, color.Green, color.Blue, color.Alpha);

    private static void Label(LabelStyle label, string text, float size, SKColor color)
    {
        label.Text = text;
        label.Bold = false;
        label.FontName = Typefaces.FamilyFor(text);
        label.FontSize = size;
        label.ForeColor = Color(color);
    }
}
