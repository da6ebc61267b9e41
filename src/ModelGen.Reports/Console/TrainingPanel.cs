using Spectre.Console;
using Spectre.Console.Rendering;
using static System.FormattableString;

namespace ModelGen.Reports;

/// <summary>What a terminal shows of a training: bars, a line for each number with its course, and the times.</summary>
/// <param name="status">How far it has come.</param>
/// <param name="glyphs">What it is drawn with.</param>
internal sealed class TrainingPanel(TrainingStatus status, Glyphs glyphs)
{
    private const int LeastBar = 8, GreatestBar = 40;

    /// <summary>Columns for names and numbers.</summary>
    private const int TextWidth = 34;

    // In the order in which they were first reported.
    private readonly List<Course> courses = [];

    /// <summary>Takes note of a report's numbers.</summary>
    public void Take(TrainingProgress progress)
    {
        foreach (var reading in Reading.Of(progress))
        {
            var course = courses.Find(course => course.Last.Name == reading.Name);
            if (course is null)
                courses.Add(course = new Course());
            course.Last = reading;
            course.Values.Add(reading.Value);
        }
    }

    /// <summary>The panel as it looks now.</summary>
    /// <param name="width">Columns of the console.</param>
    public IRenderable Draw(int width)
    {
        var barWidth = Math.Clamp(width - TextWidth, LeastBar, GreatestBar);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap().RightAligned());
        grid.AddRow(new Text("training"), Bar(status.Share, barWidth), Percent(status.Share));
        grid.AddRow(new Text(Invariant($"epoch {status.Epoch}/{status.Epochs}")), Bar(status.ShareOfEpoch, barWidth), Percent(status.ShareOfEpoch));
        foreach (var course in courses)
            grid.AddRow(new Text(course.Last.Name), new Text(glyphs.Sparkline(course.Values.Means.TakeLast(barWidth)), Color.Blue), new Text($"{course.Last}"));

        var times = Invariant($"{status.Last.SamplesPerSecond:N0} samples/s   {Clock(status.Elapsed)} elapsed   {Clock(status.Left)} left");
        return new Rows(grid, new Text(times));
    }

    private static Text Percent(double share) => new(Invariant($"{Math.Floor(100 * share):F0} %"));

    private static string Clock(TimeSpan time) => Invariant($"{(int)time.TotalHours}:{time:mm\\:ss}");

    private Paragraph Bar(double share, int width)
    {
        var done = (int)(share * width);
        return new Paragraph().Append(new string(glyphs.Bar.Done, done), Color.Green).Append(new string(glyphs.Bar.Open, width - done), Color.Grey);
    }

    private sealed class Course
    {
        public Reading Last { get; set; }

        public Trace Values { get; } = new(capacity: GreatestBar);
    }
}
