using System.Net;
using System.Text.RegularExpressions;
using SkiaSharp;
using Xunit;

namespace ModelGen.Reports.Tests.Html;

public sealed class TrainingReportTests : IDisposable
{
    private static readonly TrainingReport Full = Run();
    private static readonly string Page = Full.ToHtml();

    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Page_HasEverySection() => Assert.Equal(
        ["Learning curves", "Confusions", "Worst mistakes", "Rate <by step>", "Settings", "Layers", "Weights", "Gradients"], Headings(Page));

    [Fact]
    public void Page_OfNothing_HasNoSection()
    {
        var page = new TrainingReport { Title = "nothing" }.ToHtml();
        Assert.Empty(Headings(page));
        Assert.DoesNotContain("<dl>", page);
        Assert.Contains("<h1>nothing</h1>", page);
    }

    [Fact]
    public void Page_LoadsNothingFromElsewhere()
    {
        var sources = Matches(Page, "(?:src|srcset|href|action)=\"([^\"]*)\"");
        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.StartsWith("data:image/png;base64,", source));
        Assert.DoesNotMatch("<script|<link|url\\(|@import|https?://", Page);
        Assert.Contains("default-src 'none'", Page);
    }

    [Fact]
    public void Pictures_AreThereForLightAndDarkPages()
    {
        var light = Matches(Page, "<img src=\"data:image/png;base64,([^\"]*)\"");
        var dark = Matches(Page, "<source media=\"[(]prefers-color-scheme: dark[)]\" srcset=\"data:image/png;base64,([^\"]*)\"");
        Assert.Equal(6, light.Length);
        Assert.Equal(6, dark.Length);
        Assert.All(light, picture => Assert.Equal(SKColors.White, Corner(picture)));
        Assert.All(dark, picture => Assert.NotEqual(SKColors.White, Corner(picture)));

        static SKColor Corner(string picture)
        {
            using var bitmap = SKBitmap.Decode(Convert.FromBase64String(picture));
            return bitmap.GetPixel(0, 0);
        }
    }

    [Fact]
    public void Texts_AreEscaped()
    {
        Assert.Contains("<h1>Quadrants &lt;&amp; friends&gt;</h1>", Page);
        Assert.Contains("<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>", Page);
        var page = (Full with { Mistakes = [] }).ToHtml();
        Assert.Contains("<td>right &amp; up</td>", page);
        Assert.DoesNotContain("right & up", page);
    }

    [Fact]
    public void Elements_AreClosed()
    {
        var open = new Stack<string>();
        foreach (Match match in Regex.Matches(Page[Page.IndexOf("<html", StringComparison.Ordinal)..], "<(/?)([a-z0-9]+)[^>]*>"))
        {
            var name = match.Groups[2].Value;
            if (name is "meta" or "img" or "source")
                continue;
            if (match.Groups[1].Value == "")
                open.Push(name);
            else
                Assert.Equal(open.Pop(), name);
        }

        Assert.Empty(open);
    }

    [Fact]
    public void Layers_AreTables()
    {
        var tables = SummaryTables.Read(Quadrants.Summary);
        Assert.Equal(2, tables.Count);
        var text = new System.Text.StringBuilder();
        tables[0].AppendTo(text);
        Assert.Contains("<tr><th>layer</th><th>operation</th><th>output</th><th class=\"number\">parameters</th>", $"{text}");
        Assert.Contains("<tr><td>dense1</td><td>Dense(8)</td><td>[8]</td><td class=\"number\">24</td><td class=\"number\">16</td></tr>", $"{text}");
        Assert.Contains("<tfoot><tr><td>total</td><td></td><td></td><td class=\"number\">60</td><td class=\"number\">48</td></tr>", $"{text}");
        Assert.Contains("<td>TrainStep</td>", Page);
    }

    [Fact]
    public void SummaryOfAnotherKind_IsAText()
    {
        var page = new TrainingReport { Title = "text", Summary = "two layers <of> some kind" }.ToHtml();
        Assert.Contains("<pre class=\"wide\">two layers &lt;of&gt; some kind</pre>", page);
    }

    [Fact]
    public void Settings_AreTheOptionsAndWhatElseIsSaid()
    {
        Assert.Contains("<td>Epochs</td><td>3</td>", Page);
        Assert.Contains("<td>Shuffle</td><td>yes</td>", Page);
        Assert.Contains("<td>rate</td><td>0.05</td>", Page);
        Assert.Contains("<td>optimizer</td>", Page);
        Assert.DoesNotContain("<td>Progress</td>", Page);
    }

    [Fact]
    public void Facts_AreThoseOfTheRun()
    {
        Assert.Contains($"<dt>test accuracy</dt><dd>{100 * Full.Test!.Accuracy:F2} %</dd>", Page);
        Assert.Contains("<dt>epochs</dt><dd>3</dd>", Page);
        Assert.Contains("<p>2026-11-26 18:30 +01:00</p>", Page);
    }

    [Fact]
    public void Settings_NameAugmentationMetricsSchedulesAndGroups()
    {
        var options = new TrainingOptions { Augmentation = new Augmentation(1, 1, 2).FlipHorizontally(0.25f), Metrics = [new F1(), new Recall()], BestMetric = "F1" };
        var page = new TrainingReport
        {
            Title = "Settings",
            Options = options,
            Schedules = [new Warmup(5), new CosineDecay(100) { FinalFactor = 0.5f }, new Own()],
            ParameterGroups = [new("dense1") { IsFrozen = true }, new("*.bias") { RateFactor = 0.5f, WeightDecay = 0 }],
        }.ToHtml();
        var rows = Regex.Matches(WebUtility.HtmlDecode(page), "<tr><td>([^<]*)</td><td>([^<]*)</td></tr>").Select(match => $"{match.Groups[1].Value}: {match.Groups[2].Value}");
        string[] expected =
        [
            "Augmentation: 1 × 1 × 2: FlipHorizontally(0.25)", "Metrics: F1, recall", "BestMetric: F1", "IsLargerBetter: yes", "schedules: Warmup(5), CosineDecay(100, FinalFactor = 0.5), Own",
            "parameter group: dense1: frozen", "parameter group: *.bias: rate × 0.5, weight decay 0",
        ];
        Assert.Superset(expected.ToHashSet(), rows.ToHashSet());
        Assert.DoesNotContain("IsLargerBetter", new TrainingReport { Title = "Loss", Options = new TrainingOptions() }.ToHtml(), StringComparison.Ordinal);
    }

    private sealed class Own : Schedule
    {
        public override double RateAt(double rate, long step) => rate;
    }

    [Fact]
    public void Mistakes_ThatAreNoImages_AreListed()
    {
        var page = (Full with { Mistakes = [] }).ToHtml();
        var worst = Full.Answers!.WorstMistakes(1)[0];
        Assert.Contains($"<td class=\"number\">{worst.Index}</td><td>{WebUtility.HtmlEncode(Quadrants.Classes[worst.Label])}</td>", page);
    }

    [Fact]
    public void SavedPage_ReplacesTheOld()
    {
        var path = Path.Combine(folder, "report.html");
        File.WriteAllText(path, "old");
        Full.Save(path);
        Assert.Equal(Page, File.ReadAllText(path));
        Assert.Equal([path], Directory.EnumerateFiles(folder));
        Assert.Throws<ArgumentException>("path", () => Full.Save(""));
        Assert.StartsWith($"'{folder}' cannot be written", Assert.Throws<IOException>(() => Full.Save(folder)).Message);
    }

    private static TrainingReport Run()
    {
        var model = new Quadrants(seed: 1);
        var (training, validation) = Quadrants.Points(200).Split(150);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 10, Progress = new Progress<TrainingProgress>() };
        var history = model.Train(training, validation, options);
        return new TrainingReport
        {
            Title = "Quadrants <& friends>",
            Time = new DateTimeOffset(2026, 11, 26, 18, 30, 0, TimeSpan.FromHours(1)),
            Summary = Quadrants.Summary,
            Options = options,
            Hyperparameters = model.Hyperparameters,
            Settings = new Dictionary<string, string> { ["optimizer"] = "<script>alert(1)</script>" },
            History = history,
            Test = model.Evaluate(validation),
            Answers = ClassAnswers.Collect(validation, Quadrants.Classes, model.PredictProbabilities),
            Mistakes = [new([0, 1, 1, 0], 1, 2, 2, "right & up") { Prediction = "left & up" }],
            Parameters = model.Parameters,
            Gradients = model.Gradients,
            Figures = new Dictionary<string, Figure> { ["Rate <by step>"] = Figure.Schedule(step => 1.0 / (1 + step), 100) },
        };
    }

    private static string[] Headings(string page) => [.. Matches(page, "<h2>([^<]*)</h2>").Select(WebUtility.HtmlDecode)!];

    private static string[] Matches(string page, string pattern) => [.. Regex.Matches(page, pattern).Select(match => match.Groups[1].Value)];
}
