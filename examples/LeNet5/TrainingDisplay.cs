using System.Diagnostics;
using ModelGen;
using Spectre.Console;

/// <summary>Shows how training goes: a live bar on a terminal, a line an epoch where the output is redirected.</summary>
internal sealed class TrainingDisplay : IProgress<TrainingProgress>
{
    private readonly int epochs;
    private readonly Action<double, string>? showLive;
    private readonly long started = Stopwatch.GetTimestamp();
    private int epochsDone;
    private double? accuracy;

    private TrainingDisplay(int epochs, Action<double, string>? showLive)
    {
        this.epochs = epochs;
        this.showLive = showLive;
    }

    /// <summary>Trains under the display.</summary>
    /// <param name="epochs">Epochs in all, however many trainings they are spread over.</param>
    /// <param name="train">Trains, and reports to what it is given.</param>
    public static void Run(int epochs, Action<IProgress<TrainingProgress>> train)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            train(new TrainingDisplay(epochs, showLive: null));
            return;
        }

        AnsiConsole.Progress()
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var bar = context.AddTask("starting", maxValue: 1);
                train(new TrainingDisplay(epochs, (share, text) => bar.Value(share).Description(text)));
            });
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress progress)
    {
        // Known at the end of an epoch, and worth showing until the next one's.
        accuracy = progress.ValidationAccuracy ?? accuracy;
        var share = (epochsDone + progress.Epoch - 1 + (double)progress.Step / progress.StepsPerEpoch) / epochs;
        var left = Stopwatch.GetElapsedTime(started) * (1 / share - 1);
        var validation = accuracy is { } known ? $"validation {100 * known:F2} %  " : "";
        var text = $"epoch {epochsDone + progress.Epoch,2}/{epochs}  loss {progress.Loss:F4}  {validation}"
            + $"{progress.SamplesPerSecond,7:N0} samples/s  {left.TotalSeconds,4:F0} s left";

        var isEpochDone = progress.Step == progress.StepsPerEpoch;
        if (showLive is not null)
            showLive(share, text);
        else if (isEpochDone)
            Console.WriteLine(text);
        if (isEpochDone && progress.Epoch == progress.Epochs)
            epochsDone += progress.Epochs;
    }
}
