using Spectre.Console.Testing;
using Xunit;

namespace ModelGen.Reports.Tests.Console;

public sealed class ConsoleViewTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly TestConsole console = new();

    public void Dispose() => console.Dispose();

    [Fact]
    public void RedirectedOutput_IsALineAnEpoch()
    {
        Run(epochs: 15, isLive: false, At(13, 400, 430), At(13, 430, 430, loss: 0.5169f, accuracy: 0.9928));
        Assert.Equal("epoch 13/15  loss 0.5169  validation 99.28 %   134,175 samples/s     1 s left\n", console.Output);
    }

    [Fact]
    public void Line_OfARegression_HasTheValidationLoss()
    {
        Run(epochs: 3, isLive: false, At(1, 2, 2, epochs: 3, validationLoss: 1.25f), At(2, 2, 2, epochs: 3));
        Assert.Equal(
            """
            epoch 1/3  loss 0.5000  validation loss 1.2500   134,175 samples/s     1 s left
            epoch 2/3  loss 0.5000   134,175 samples/s     1 s left

            """,
            console.Output);
    }

    [Fact]
    public void Line_HasTheMetrics()
    {
        Run(epochs: 2, isLive: false, At(1, 2, 2, epochs: 2, accuracy: 0.5) with { Metrics = new Dictionary<string, double> { ["F1"] = 0.98765, ["recall"] = 1 } });
        Assert.StartsWith("epoch 1/2  loss 0.5000  validation 50.00 %  F1 0.9877  recall 1  ", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Line_LongerThanTheConsole_IsNotBroken()
    {
        console.Profile.Width = 20;
        Run(epochs: 15, isLive: false, At(1, 1, 1, accuracy: 0.5));
        Assert.Single(console.Output, character => character == '\n');
    }

    [Fact]
    public void EpochsOfSeveralTrainings_CountOn()
    {
        ConsoleView.Run(
            4,
            view =>
            {
                time.Now += TimeSpan.FromSeconds(10);
                view.Report(At(1, 5, 5, epochs: 1));
                time.Now += TimeSpan.FromSeconds(10);
                view.Report(At(1, 5, 5, epochs: 3));
                view.Report(At(2, 5, 5, epochs: 3));
                return 0;
            },
            console,
            isLive: false,
            time);
        Assert.Equal(
            """
            epoch 1/4  loss 0.5000   134,175 samples/s    30 s left
            epoch 2/4  loss 0.5000   134,175 samples/s    20 s left
            epoch 3/4  loss 0.5000   134,175 samples/s     7 s left

            """,
            console.Output);
    }

    [Theory]
    [InlineData(null, new[] { "epoch 1/2", "epoch 2/2" })]
    [InlineData(5L, new[] { "epoch 1/2" })]
    [InlineData(15L, new[] { "epoch 1/2", "epoch 2/2" })]
    public void StreamedData_OrAnEpochCutShort_IsALineAnEpoch(long? steps, string[] expected)
    {
        foreach (var data in new[] { Quadrants.Points(100), Streamed(Quadrants.Points(100)) })
        {
            using var output = new TestConsole();
            var options = new TrainingOptions { Epochs = 2, BatchSize = 10, Steps = steps, ProgressInterval = TimeSpan.Zero };
            ConsoleView.Run(2, view => new Quadrants(1).Train(data, options: options with { Progress = view }, cancellation: TestContext.Current.CancellationToken), output, isLive: false, time);
            Assert.Equal(expected, output.Output.TrimEnd().Split('\n').Select(line => line[..9]));
        }
    }

    private static DataSet Streamed(DataSet data) => DataSet.Stream(Enumerable.Range(0, data.Count), 1, new(2, row => data.Floats(0, row).ToArray()), new(data.Label));

    [Fact]
    public void MoreEpochsThanAnnounced_RaiseTheirNumber()
    {
        Run(epochs: 1, isLive: false, At(1, 1, 1, epochs: 2), At(2, 1, 1, epochs: 2));
        Assert.Contains("epoch 2/2", console.Output);
    }

    [Fact]
    public void LiveView_ShowsBarsNumbersAndTimes()
    {
        console.Profile.Width = 100;
        Run(
            epochs: 4, isLive: true,
            At(1, 5, 10, epochs: 4, loss: 2), At(1, 10, 10, epochs: 4, loss: 1, validationLoss: 1.5f, accuracy: 0.75), At(2, 5, 10, epochs: 4, loss: 0.5f));
        Assert.Equal(
            [
                "training             ━━━━━━━━━━━━━━━─────────────────────────     37 %",
                "epoch 2/4            ━━━━━━━━━━━━━━━━━━━━────────────────────     50 %",
                "loss                 █▃▁                                        0.5000",
                "rate                 ▁▁▁                                         0.001",
                "validation loss      ▁                                          1.5000",
                "validation accuracy  ▁                                         75.00 %",
                "134,175 samples/s   0:00:02 elapsed   0:00:01 left",
            ],
            LastPanel());
    }

    [Fact]
    public void LiveView_ShowsMetrics()
    {
        console.Profile.Width = 100;
        Run(epochs: 2, isLive: true, At(1, 2, 2, epochs: 2) with { Metrics = new Dictionary<string, double> { ["F1"] = 0.9875 } });
        Assert.Contains(LastPanel(), line => line.StartsWith("validation F1", StringComparison.Ordinal) && line.EndsWith("0.9875", StringComparison.Ordinal));
    }

    [Fact]
    public void LiveView_OnANarrowConsole_HasShorterBars()
    {
        console.Profile.Width = 50;
        Run(epochs: 2, isLive: true, At(1, 1, 2, epochs: 2, accuracy: 0.5));
        Assert.Contains("training             ━━━━────────────     25 %", LastPanel());
        Assert.All(LastPanel(), line => Assert.InRange(line.Length, 1, 50));
    }

    [Fact]
    public void StreamedData_HasNoShareInItsFirstEpoch()
    {
        Run(epochs: 9, isLive: true, At(1, 5, steps: 0));
        Assert.All(LastPanel()[..2], line => Assert.EndsWith("─     0 %", line));
    }

    [Fact]
    public void LiveView_WithoutUnicode_IsAscii()
    {
        console.Profile.Capabilities.Unicode = false;
        Run(epochs: 2, isLive: true, At(1, 1, 2, epochs: 2), At(1, 2, 2, epochs: 2));
        Assert.True(System.Text.Ascii.IsValid(console.Output), console.Output);
        Assert.Contains("##########----------", console.Output);
    }

    [Fact]
    public void LiveView_SkipsReportsThatFollowAtOnce()
    {
        ConsoleView.Run(
            1,
            view =>
            {
                view.Report(At(1, 1, 4, epochs: 1, loss: 1));
                view.Report(At(1, 2, 4, epochs: 1, loss: 2));
                time.Now += TimeSpan.FromSeconds(1);
                view.Report(At(1, 3, 4, epochs: 1, loss: 3));
                view.Report(At(1, 4, 4, epochs: 1, loss: 4));
                return 0;
            },
            console,
            isLive: true,
            time);
        Assert.DoesNotContain("2.0000", console.Output);
        Assert.All(["1.0000", "3.0000", "4.0000"], loss => Assert.Contains(loss, console.Output));
    }

    [Fact]
    public void Result_AndExceptionOfTheTraining_ComeThrough()
    {
        Assert.Equal("history", ConsoleView.Run(1, _ => "history", console));
        Action<IProgress<TrainingProgress>> cancelled = _ => throw new OperationCanceledException();
        Assert.Throws<OperationCanceledException>(() => ConsoleView.Run(1, cancelled, console));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => ConsoleView.Run(0, _ => "history", console));
    }

    [Fact]
    public void ConsoleThatIsNoTerminal_GetsLines()
    {
        console.Profile.Capabilities.Interactive = true;
        ConsoleView.Run(1, view => view.Report(At(1, 1, 1, epochs: 1)), console);
        Assert.StartsWith("epoch 1/1", console.Output);
    }

    // What is on the terminal in the end: each drawing goes over the one before.
    private string[] LastPanel()
    {
        var text = console.Output;
        return [.. text[text.LastIndexOf("training", StringComparison.Ordinal)..].Split('\n').Select(line => line.TrimEnd()).Where(line => line != "")];
    }

    private void Run(int epochs, bool isLive, params TrainingProgress[] reports) => ConsoleView.Run(
        epochs,
        view =>
        {
            foreach (var report in reports)
            {
                view.Report(report);
                time.Now += TimeSpan.FromSeconds(1);
            }

            return 0;
        },
        console,
        isLive,
        time);

    private static TrainingProgress At(
        int epoch, int step, int steps, int epochs = 15, float loss = 0.5f, float? validationLoss = null, double? accuracy = null) => new(
        epoch, epochs, step, steps, loss, validationLoss, accuracy,
        SamplesPerSecond: 134_175, Elapsed: TimeSpan.FromSeconds(7), Remaining: TimeSpan.FromSeconds(1))
        {
            Rate = 1e-3,
            IsEpochEnd = step == steps,
            TotalSteps = (epoch - 1L) * steps + step,
        };
}
