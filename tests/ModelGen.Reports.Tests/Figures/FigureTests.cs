using System.Xml.Linq;
using SkiaSharp;
using Xunit;

namespace ModelGen.Reports.Tests.Figures;

public sealed class FigureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void LearningCurves_ShowLossAccuracyAndBestEpoch()
    {
        var figure = Figure.LearningCurves(History(accuracy: true));
        var words = Texts(figure).Where(text => char.IsLetter(text[0])).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["Accuracy", "Loss", "best epoch, 2", "epoch", "training", "validation"], words);
        AssertDrawn(figure, SKRectI.Create(0, 0, figure.Width / 2, figure.Height), [0x1f6fb4, 0xd9622b]);
        AssertDrawn(figure, SKRectI.Create(figure.Width / 2, 0, figure.Width / 2, figure.Height), [0xd9622b]);
    }

    [Fact]
    public void LearningCurves_HavePanelsForMetricsAndARateThatChanges()
    {
        var history = History(accuracy: true);
        var metrics = new Dictionary<string, double> { ["top-3 accuracy"] = 1 };
        var more = history with
        {
            Epochs = [.. history.Epochs.Select(epoch => epoch with { Rate = 1.0 / epoch.Epoch, Metrics = metrics })],
        };
        Assert.Superset(new HashSet<string> { "Loss", "Accuracy", "top-3 accuracy", "Learning rate" }, Texts(Figure.LearningCurves(more)).ToHashSet());
        Assert.Equal(2 * Figure.LearningCurves(history).Height, Figure.LearningCurves(more).Height);
    }

    [Fact]
    public void LearningCurves_WithoutValidation_AreOnePanel()
    {
        var history = new TrainingHistory([new(1, 0.5f, null, null, TimeSpan.Zero)], 1, false, TimeSpan.Zero);
        var texts = Texts(Figure.LearningCurves(history));
        Assert.Contains("training", texts);
        Assert.DoesNotContain("Accuracy", texts);
        Assert.DoesNotContain("validation", texts);
    }

    [Fact]
    public void Schedule_IsAskedForItsEnds_AndNoMoreStepsThanItHas()
    {
        var asked = new List<long>();
        Figure.Schedule(Rate, steps: 3).ToSvg();
        Assert.Equal([0L, 1, 2], asked);
        asked.Clear();
        Assert.Contains("step", Texts(Figure.Schedule(Rate, steps: 1_000_000)));
        Assert.Equal((0L, 999_999L, 1000), (asked[0], asked[^1], asked.Count));
        Assert.Equal(asked.Distinct().Order(), asked);

        double Rate(long step)
        {
            asked.Add(step);
            return 1.0 / (1 + step);
        }
    }

    [Fact]
    public void Curves_HaveNamesInALegend()
    {
        var figure = Figure.Curves("Loss", "step", "loss", new Curve("Adam", [0, 1, 2], [3, 2, double.NaN]), new Curve("größer", [0, 1], [2, 1]));
        Assert.Superset(new HashSet<string> { "Loss", "step", "loss", "Adam", "größer" }, Texts(figure).ToHashSet());
    }

    [Fact]
    public void Points_HaveNamesAndTheirGroupsColours()
    {
        var figure = Figure.Points(
            "Words", new LabelledPoint("king", 0, 0, "people"), new LabelledPoint("fig", 2, 1, "food"), new LabelledPoint("queen", 0, 1, "people"));
        Assert.Equal(["Words", "fig", "food", "king", "people", "queen"], Texts(figure).Order(StringComparer.Ordinal));
        AssertDrawn(figure, SKRectI.Create(0, 0, figure.Width / 2, figure.Height - 40), [0x1f6fb4]);
        AssertDrawn(figure, SKRectI.Create(figure.Width / 2, 0, figure.Width / 2, figure.Height / 2), [0xd9622b]);
        Assert.DoesNotContain("people", Texts(Figure.Points("One", new LabelledPoint("king", 1, 1, "people"))));
        Assert.Throws<ArgumentException>(() => Figure.Points("None"));
        Assert.Equal(
            "The point 'king' is at no finite place. (Parameter 'points')",
            Assert.Throws<ArgumentException>(() => Figure.Points("Nowhere", new LabelledPoint("king", 0, double.NaN))).Message);
    }

    [Fact]
    public void Heatmap_HasNamesAndIsDarkWhereSharesAreLarge()
    {
        var figure = Figure.Heatmap("Attention", ["K", "AE"], ["c", "a"], new[,] { { 1f, 0 }, { 0, 1 } });
        Assert.Equal(["AE", "Attention", "K", "a", "c"], Texts(figure).Order(StringComparer.Ordinal));
        AssertDrawn(figure, SKRectI.Create(0, 0, figure.Width, figure.Height), [0x1f6fb4]);
        var message = Assert.Throws<ArgumentException>(() => Figure.Heatmap("", ["K"], ["c", "a"], new float[2, 1])).Message;
        Assert.Equal("Expected values for 1 rows and 2 columns, one or more of each, got 2×1. (Parameter 'values')", message);
        Assert.Throws<ArgumentException>(() => Figure.Heatmap("", [], [], new float[0, 0]));
    }

    [Fact]
    public void ConfusionMatrix_HasNamesCountsAndShares()
    {
        var matrix = new Confusions(["cat", "dog"]);
        matrix.Add(0, 0);
        matrix.Add(0, 1);
        matrix.Add(0, 0);
        var texts = Texts(Figure.ConfusionMatrix(matrix));
        Assert.Equal(["cat", "cat", "dog", "dog"], texts.Where(text => text is "cat" or "dog").Order());
        Assert.Superset(new HashSet<string> { "2", "1", "·", "66.67 %", "–" }, texts.ToHashSet());
    }

    [Theory]
    [InlineData(31)]
    [InlineData(200)]
    public void ConfusionMatrix_OfManyClasses_HasNoNumbers(int classes)
    {
        var figure = Figure.ConfusionMatrix(new Confusions([.. Enumerable.Range(0, classes).Select(index => $"class {index}")]));
        Assert.DoesNotContain("·", Texts(figure));
        Assert.InRange(figure.Width, 900, 2000);
    }

    [Fact]
    public void Histograms_AreOneATensor()
    {
        var model = new Quadrants(seed: 1);
        var texts = Texts(Figure.Histograms(model.Parameters));
        Assert.Superset(new HashSet<string> { "dense1.weight", "dense1.bias", "dense2.weight", "dense2.bias" }, texts.ToHashSet());
        Assert.Contains(texts, text => text.StartsWith("16 values, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Histograms_OfWhatIsNotFinite_SaySo()
    {
        var model = new Quadrants(seed: 1);
        model.Parameters.Set("dense2.bias", [float.NaN, 1, 1, float.PositiveInfinity]);
        Assert.Contains("2 values, 1 ± 0, 2 not finite", Texts(Figure.Histograms([model.Parameters["dense2.bias"]])));
        model.Parameters.Set("dense2.bias", [float.NaN, float.NaN, float.NaN, float.NaN]);
        Assert.Contains("0 values, 0 ± 0, 4 not finite", Texts(Figure.Histograms([model.Parameters["dense2.bias"]])));
    }

    [Fact]
    public void Images_HaveTheirColours_AndBothLabels()
    {
        // Red, green and blue, in a row.
        var image = new LabelledImage([1, 0, 0, 0, 1, 0, 0, 0, 1], 3, 1, 3, "flag") { Prediction = "99 % cloth", IsRight = false };
        var figure = Figure.Images([image, new([0.5f], 1, 1, 1, "grey")]);
        Assert.Equal(["flag", "99 % cloth", "grey"], Texts(figure));
        AssertDrawn(figure, SKRectI.Create(0, 0, figure.Width, figure.Height), [0xff0000, 0x00ff00, 0x0000ff, 0x808080]);
    }

    [Fact]
    public void Images_StandInRows()
    {
        var images = Enumerable.Range(0, 5).Select(index => new LabelledImage([0], 1, 1, 1, $"{index}")).ToArray();
        var (one, two) = (Figure.Images(images, columns: 5), Figure.Images(images, columns: 3));
        Assert.True(one.Width > two.Width && one.Height < two.Height);
    }

    [Fact]
    public void Text_LongerThanItsPlace_EndsInAnEllipsis()
    {
        var texts = Texts(Figure.Images([new([0], 1, 1, 1, "a label that is longer than an image is wide")]));
        Assert.EndsWith("…", Assert.Single(texts));
    }

    [Fact]
    public void Png_HasTheSizeTimesTheScale_AndTheThemesBackground()
    {
        var figure = Figure.LearningCurves(History(accuracy: false));
        using var light = SKBitmap.Decode(figure.ToPng(scale: 1.5f));
        using var dark = SKBitmap.Decode(figure.ToPng(FigureTheme.Dark));
        Assert.Equal((figure.Width * 3 / 2, figure.Height * 3 / 2), (light.Width, light.Height));
        Assert.Equal((figure.Width * 2, figure.Height * 2), (dark.Width, dark.Height));
        Assert.Equal(SKColors.White, light.GetPixel(0, 0));
        Assert.Equal(new SKColor(0xff16191d), dark.GetPixel(0, 0));
    }

    [Fact]
    public void SavedFile_IsPngOrSvg_AndReplacesTheOld()
    {
        var figure = Figure.Images([new([0], 1, 1, 1, "black")]);
        var (png, svg) = (Path.Combine(folder, "figure.PNG"), Path.Combine(folder, "figure.svg"));
        File.WriteAllText(png, "old");
        figure.Save(png);
        figure.Save(svg);
        Assert.Equal(figure.ToPng(), File.ReadAllBytes(png));
        Assert.Equal("svg", XDocument.Load(svg).Root!.Name.LocalName);
        Assert.Equal([png, svg], Directory.EnumerateFiles(folder).Order());
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        Assert.Throws<ArgumentException>("history", () => Figure.LearningCurves(new([], 0, false, TimeSpan.Zero)));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => Figure.Schedule(_ => 0, 0));
        Assert.Throws<ArgumentException>("curves", () => Figure.Curves("", "", ""));
        var exception = Assert.Throws<ArgumentException>("curves", () => Figure.Curves("", "", "", new Curve("Adam", [1, 2], [1])));
        Assert.Contains("'Adam' has 2 horizontal and 1 vertical", exception.Message);
        Assert.Throws<ArgumentException>("tensors", () => Figure.Histograms([]));
        Assert.Throws<ArgumentException>("images", () => Figure.Images([]));
        Assert.Throws<ArgumentOutOfRangeException>("channels", () => new LabelledImage([0, 0], 2, 1, 1, ""));
        var figure = Figure.Images([new([0], 1, 1, 1, "black")]);
        Assert.Throws<ArgumentOutOfRangeException>("scale", () => figure.ToPng(scale: float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("theme", () => figure.ToSvg((FigureTheme)7));
        Assert.Throws<ArgumentException>("path", () => figure.Save(Path.Combine(folder, "figure.gif")));
        var missing = Path.Combine(folder, "missing", "figure.png");
        Assert.StartsWith($"'{missing}' cannot be written", Assert.Throws<IOException>(() => figure.Save(missing)).Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    private static TrainingHistory History(bool accuracy) => new(
        [
            .. from epoch in Enumerable.Range(1, 3)
               select new TrainingEpoch(epoch, 1f / epoch, 0.5f + (epoch - 2) * (epoch - 2), accuracy ? 0.9 : null, TimeSpan.Zero),
        ],
        BestEpoch: 2,
        StoppedEarly: false,
        Duration: TimeSpan.FromSeconds(3));

    private static string[] Texts(Figure figure) =>
        [.. XDocument.Parse(figure.ToSvg()).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim())];

    // Each colour covers some of the area: lines are there and no later panel has wiped them out.
    private static void AssertDrawn(Figure figure, SKRectI area, int[] colors)
    {
        using var bitmap = SKBitmap.Decode(figure.ToPng(scale: 1));
        var found = new HashSet<int>();
        for (var y = area.Top; y < area.Bottom; y++)
            for (var x = area.Left; x < area.Right; x++)
                found.Add((int)((uint)bitmap.GetPixel(x, y) & 0xffffff));
        Assert.Superset(colors.ToHashSet(), found);
    }
}
