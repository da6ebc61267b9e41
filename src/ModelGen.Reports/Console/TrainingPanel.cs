using Spectre.Console;
using Spectre.Console.Rendering;
using static System.FormattableString;

namespace ModelGen.Reports;

/// <summary>What a terminal shows of a training: bars, a line for each number with its course, and the times.</summary>
/// <param name="status">How far it has come.</param>
/// <param name="glyphs">What it is drawn with.</param>
internal sealed class TrainingPanel(TrainingStatus status, Glyphs glyphs)
{
    private const int BarWidth = 40;

    private readonly Dictionary<Reading, Trace> courses = Reading.All.ToDictionary(reading => reading, _ => new Trace(capacity: BarWidth));

    /// <summary>Takes note of a report's numbers.</summary>
    public void Take(TrainingProgress progress)
    {
        foreach (var (reading, course) in courses)
        {
            if (reading.Of(progress) is { } value)
                course.Add(value);
        }
    }

    /// <summary>The panel as it looks now.</summary>
    public IRenderable Draw()
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap().RightAligned());
        grid.AddRow(new Text("training"), Bar(status.Share), Percent(status.Share));
        grid.AddRow(new Text(Invariant($"epoch {status.Epoch}/{status.Epochs}")), Bar(status.ShareOfEpoch), Percent(status.ShareOfEpoch));
        foreach (var (reading, course) in courses)
        {
            if (course.Last is { } last)
                grid.AddRow(new Text(reading.Name), new Text(glyphs.Sparkline(course.Means), Color.Blue), new Text(reading.Write(last)));
        }

        var times = Invariant($"{status.Last.SamplesPerSecond:N0} samples/s   {Clock(status.Elapsed)} elapsed   {Clock(status.Left)} left");
        return new Rows(grid, new Text(times));
    }

    private static Text Percent(double share) => new(Invariant($"{100 * Math.Floor(share * 100) / 100:F0} %"));

    private static string Clock(TimeSpan time) => Invariant($"{(int)time.TotalHours}:{time:mm\\:ss}");

    private Paragraph Bar(double share)
    {
        var done = (int)(share * BarWidth);
        return new Paragraph().Append(new string(glyphs.Bar.Done, done), Color.Green).Append(new string(glyphs.Bar.Open, BarWidth - done), Color.Grey);
    }
}
