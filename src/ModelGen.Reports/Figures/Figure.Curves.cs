using ScottPlot;
using SkiaSharp;

namespace ModelGen.Reports;

/// <content>Curves.</content>
public sealed partial class Figure
{
    private const int PanelWidth = 480, PanelHeight = 340, PanelColumns = 2, ScheduleWidth = 640, SchedulePoints = 1000;

    /// <summary>Points up to which each gets a mark.</summary>
    private const int MarkedPoints = 60;

    /// <summary>Names that have room side by side.</summary>
    private const int NamesInARow = 4;

    /// <summary>
    /// Losses by epoch, and in further panels the accuracy on validation data, the metrics, and the learning rate
    /// where it changes. The best epoch is marked.
    /// </summary>
    /// <param name="history">What <c>Train</c> returned.</param>
    /// <exception cref="ArgumentException">A history without an epoch.</exception>
    public static Figure LearningCurves(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Epochs.Count == 0)
            throw new ArgumentException("Expected a history of an epoch or more, got none.", nameof(history));
        var panels = Panels(history).ToArray();
        var columns = Math.Min(PanelColumns, panels.Length);
        return new Figure(columns * PanelWidth, (panels.Length + columns - 1) / columns * PanelHeight, (canvas, palette) =>
        {
            foreach (var (index, panel) in panels.Index())
            {
                var area = SKRect.Create(index % columns * PanelWidth, index / columns * PanelHeight, PanelWidth, PanelHeight);
                Chart.Draw(panel.ToPlot(palette, history.BestEpoch), canvas, area);
            }
        });
    }

    /// <summary>A schedule: the rate at each step.</summary>
    /// <param name="rate">The rate at a step, from 0: <c>step => model.RateAt(step)</c>.</param>
    /// <param name="steps">How many steps are drawn, at least 1.</param>
    /// <param name="title">Stands above it.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one step.</exception>
    public static Figure Schedule(Func<long, double> rate, long steps, string title = "Learning rate")
    {
        ArgumentNullException.ThrowIfNull(rate);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        // No more than there are pixels, the last step among them.
        var count = (int)Math.Min(steps, SchedulePoints);
        long[] places = [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (long)((Int128)i * (steps - 1) / (count - 1)))];
        return Curves(title, "step", "rate", [new Curve("", [.. places.Select(step => (double)step)], [.. places.Select(rate)])]);
    }

    /// <summary>Curves over one another, such as the losses of several optimizers by step.</summary>
    /// <param name="title">Stands above them.</param>
    /// <param name="horizontal">What the horizontal axis shows.</param>
    /// <param name="vertical">What the vertical axis shows.</param>
    /// <param name="curves">One or more; a legend names those that have a name.</param>
    /// <exception cref="ArgumentException">No curves, or one without points or with different numbers of coordinates.</exception>
    public static Figure Curves(string title, string horizontal, string vertical, params IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0)
            throw new ArgumentException("Expected one curve or more, got none.", nameof(curves));
        foreach (var curve in curves)
            curve.Check(nameof(curves));
        return new Figure(ScheduleWidth, PanelHeight, (canvas, palette) =>
        {
            var plot = Chart.Create(palette, title, horizontal, vertical);
            Add(plot, palette, curves);
            if (curves.Any(curve => curve.Name != ""))
                Chart.Legend(plot, palette, curves.Count <= NamesInARow ? Edge.Bottom : Edge.Right);
            Chart.Draw(plot, canvas, SKRect.Create(ScheduleWidth, PanelHeight));
        });
    }

    private static IEnumerable<EpochPanel> Panels(TrainingHistory history)
    {
        var losses = new[] { ByEpoch("training", history, epoch => epoch.Loss), ByEpoch("validation", history, epoch => epoch.ValidationLoss) };
        yield return new("Loss", [.. losses.OfType<Curve>()], Chart.Write);
        if (ByEpoch("validation", history, epoch => epoch.ValidationAccuracy) is { } accuracy)
            yield return new("Accuracy", [accuracy], Chart.Percent) { FirstColor = 1 };
        foreach (var metric in history.Epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct())
        {
            if (ByEpoch("validation", history, epoch => epoch.Metrics.TryGetValue(metric, out var value) ? value : null) is { } curve)
                yield return new(metric, [curve], Chart.Write) { FirstColor = 1 };
        }

        if (history.Epochs.Any(epoch => epoch.Rate != history.Epochs[0].Rate))
            yield return new("Learning rate", [ByEpoch("at the epoch's end", history, epoch => epoch.Rate)!], Chart.Write) { FirstColor = 2 };
    }

    private static Curve? ByEpoch(string name, TrainingHistory history, Func<TrainingEpoch, double?> value)
    {
        var known = history.Epochs.Where(epoch => value(epoch) is not null).ToArray();
        return known.Length == 0 ? null : new(name, [.. known.Select(epoch => (double)epoch.Epoch)], [.. known.Select(epoch => value(epoch)!.Value)]);
    }

    private static void Add(Plot plot, Palette palette, IReadOnlyList<Curve> curves)
    {
        foreach (var (index, curve) in curves.Index())
        {
            var line = plot.Add.Scatter(curve.Horizontal.ToArray(), curve.Vertical.ToArray(), Chart.Color(palette.Series[index % palette.Series.Length]));
            line.LineWidth = 2;
            line.MarkerSize = curve.Horizontal.Count <= MarkedPoints ? 5 : 0;
            line.LegendText = curve.Name;
        }
    }

    /// <summary>Curves by epoch over one another.</summary>
    /// <param name="Title">Stands above them.</param>
    /// <param name="Curves">The curves.</param>
    /// <param name="Write">How values are written.</param>
    private sealed record EpochPanel(string Title, Curve[] Curves, Func<double, string> Write)
    {
        /// <summary>The first curve's colour: what validation gave has one colour in all panels.</summary>
        public int FirstColor { get; init; }

        public Plot ToPlot(Palette palette, int best)
        {
            var plot = Chart.Create(palette, Title, "epoch", "");
            Chart.Ticks(plot.Axes.Bottom, Chart.Write, onlyIntegers: true);
            Chart.Ticks(plot.Axes.Left, Write);
            Add(plot, palette with { Series = palette.Series[FirstColor..] }, Curves);
            if (best > 0)
                plot.Add.VerticalLine(best, width: 1, Chart.Color(palette.Muted), LinePattern.Dashed).LegendText = $"best epoch, {best}";
            Chart.Legend(plot, palette);
            return plot;
        }
    }
}
