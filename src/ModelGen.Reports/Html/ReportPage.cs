using System.Globalization;
using System.Net;
using System.Text;
using static System.FormattableString;

namespace ModelGen.Reports;

/// <summary>Writes a report as a page. Every text goes through <see cref="Escape"/> or <see cref="HtmlTable"/>.</summary>
internal sealed class ReportPage(TrainingReport report)
{
    private const int ListedMistakes = 20;

    private static readonly Lazy<string> Style = new(ReadStyle);

    private readonly StringBuilder html = new();

    public string Write()
    {
        // Nothing from elsewhere is loaded, and no script runs, whatever a name in the report may hold.
        html.Append($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(report.Title)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <h1>{Escape(report.Title)}</h1>
            <p>{report.Time.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)}</p>

            """);
        WriteFacts();
        WriteHistory();
        WriteAnswers();
        foreach (var (title, figure) in report.Figures)
            WriteFigure(title, figure);
        WriteSettings();
        WriteSummary();
        WriteHistograms("Weights", report.Parameters);
        WriteHistograms("Gradients", report.Gradients);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private void WriteFacts()
    {
        var facts = new List<(string Name, string Value)>();
        if (report.Test is { } test)
        {
            if (test.Accuracy is { } accuracy)
                facts.Add(("test accuracy", Percent(accuracy)));
            facts.Add(("test loss", Invariant($"{test.Loss:F4}")));
            facts.AddRange(test.Metrics.Select(metric => ($"test {metric.Key}", Invariant($"{metric.Value:0.####}"))));
            facts.Add(("test samples", Invariant($"{test.Count:N0}")));
        }

        if (report.History is { Epochs.Count: > 0 } history)
        {
            facts.Add(("epochs", Invariant($"{history.Epochs.Count}{(history.StoppedEarly ? ", stopped early" : "")}")));
            if (history.BestEpoch > 0)
                facts.Add(("best epoch", Invariant($"{history.BestEpoch}")));
            facts.Add(("training took", Seconds(history.Duration)));
        }

        if (facts.Count == 0)
            return;
        html.Append("<dl>\n");
        foreach (var (name, value) in facts)
            html.Append($"<div><dt>{Escape(name)}</dt><dd>{Escape(value)}</dd></div>\n");
        html.Append("</dl>\n");
    }

    private void WriteHistory()
    {
        if (report.History is not { Epochs.Count: > 0 } history)
            return;
        WriteFigure("Learning curves", Figure.LearningCurves(history));
        string[] metrics = [.. history.Epochs.SelectMany(epoch => epoch.Metrics.Keys).Distinct()];
        var table = new HtmlTable(["epoch", "loss", "validation loss", "validation accuracy", .. metrics, "rate", "seconds"]);
        foreach (var epoch in history.Epochs)
        {
            table.Add(
            [
                Invariant($"{epoch.Epoch}"), Invariant($"{epoch.Loss:F4}"), Invariant($"{epoch.ValidationLoss:F4}"),
                epoch.ValidationAccuracy is { } accuracy ? Percent(accuracy) : "",
                .. metrics.Select(metric => epoch.Metrics.TryGetValue(metric, out var value) ? Invariant($"{value:0.####}") : ""),
                Invariant($"{epoch.Rate:G3}"), Invariant($"{epoch.Duration.TotalSeconds:F2}"),
            ]);
        }

        html.Append("<details><summary>All epochs</summary>\n");
        table.AppendTo(html);
        html.Append("</details>\n");
    }

    private void WriteAnswers()
    {
        if (report.Answers is { } answers)
            WriteFigure("Confusions", Figure.ConfusionMatrix(answers.Confusions));
        if (report.Mistakes.Count > 0)
        {
            WriteFigure("Worst mistakes", Figure.Images(report.Mistakes));
        }
        else if (report.Answers?.WorstMistakes(ListedMistakes) is { Count: > 0 } mistakes)
        {
            var classes = report.Answers.Confusions.Classes;
            var table = new HtmlTable("sample", "class", "taken for", "with", "its class had");
            foreach (var mistake in mistakes)
            {
                table.Add(
                    Invariant($"{mistake.Index}"), classes[mistake.Label], classes[mistake.Prediction],
                    Percent(mistake.Probability), Percent(mistake.ProbabilityOfLabel));
            }

            WriteHeading("Worst mistakes");
            table.AppendTo(html);
        }
    }

    private void WriteSettings()
    {
        var table = new HtmlTable("setting", "value");
        if (report.Options is { } options)
        {
            foreach (var property in typeof(TrainingOptions).GetProperties())
            {
                // Which way a metric is better says nothing where none is chosen.
                var isMeant = options.BestMetric is not null || property.Name != nameof(TrainingOptions.IsLargerBetter);
                if (isMeant && Describe(property.GetValue(options)) is { } value)
                    table.Add(property.Name, value);
            }
        }

        foreach (var hyperparameter in report.Hyperparameters ?? Enumerable.Empty<Hyperparameter>())
            table.Add(hyperparameter.Name, Describe(hyperparameter.Value)!);
        if (report.Schedules.Count > 0)
            table.Add("schedules", string.Join(", ", report.Schedules));
        foreach (var group in report.ParameterGroups)
            table.Add("parameter group", group.ToString());
        foreach (var (name, value) in report.Settings)
            table.Add(name, value);
        if (table.Count == 0)
            return;
        WriteHeading("Settings");
        table.AppendTo(html);
    }

    private void WriteSummary()
    {
        if (report.Summary is not { } summary)
            return;
        WriteHeading("Layers");
        var tables = SummaryTables.Read(summary);
        foreach (var table in tables)
            table.AppendTo(html);
        if (tables.Count == 0)
            html.Append($"<pre class=\"wide\">{Escape(summary)}</pre>\n");
    }

    private void WriteHistograms(string title, NamedTensors? tensors)
    {
        if (tensors is { Count: > 0 })
            WriteFigure(title, Figure.Histograms(tensors));
    }

    private void WriteHeading(string title) => html.Append($"<h2>{Escape(title)}</h2>\n");

    private void WriteFigure(string title, Figure figure)
    {
        WriteHeading(title);
        html.Append($"""
            <figure class="wide"><picture>
            <source media="(prefers-color-scheme: dark)" srcset="{Embed(figure, FigureTheme.Dark)}">
            <img src="{Embed(figure, FigureTheme.Light)}" width="{figure.Width}" height="{figure.Height}" alt="{Escape(title)}">
            </picture></figure>

            """);
    }

    private static string Embed(Figure figure, FigureTheme theme) => $"data:image/png;base64,{Convert.ToBase64String(figure.ToPng(theme))}";

    /// <summary>An option as text; nothing for one that is no value, such as a callback.</summary>
    private static string? Describe(object? value) => value switch
    {
        TimeSpan time => time == Timeout.InfiniteTimeSpan ? "never" : Seconds(time),
        bool isSet => isSet ? "yes" : "no",
        Augmentation augmentation => augmentation.ToString(),
        IReadOnlyList<Metric> { Count: > 0 } metrics => string.Join(", ", metrics.Select(metric => metric.Name)),
        string or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string Percent(double share) => Invariant($"{100 * share:F2} %");

    private static string Seconds(TimeSpan time) => Invariant($"{time.TotalSeconds:0.##} s");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
