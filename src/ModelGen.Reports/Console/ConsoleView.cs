using Spectre.Console;

namespace ModelGen.Reports;

/// <summary>
/// Shows on the console how a training goes: on a terminal a live panel with bars, the course of loss and metrics, the samples a second and the
/// time left; a line an epoch where the output is redirected.
/// </summary>
/// <example>
/// <code>
/// var history = ConsoleView.Run(20, view => model.Train(training, validation, new TrainingOptions { Epochs = 20, Progress = view }));
/// </code>
/// </example>
public sealed class ConsoleView : IProgress<TrainingProgress>
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromMilliseconds(50);

    private readonly IAnsiConsole console;
    private readonly TimeProvider time;
    private readonly TrainingStatus status;
    private readonly TrainingPanel panel;
    private readonly Action<string>? writeLine;
    private readonly LiveDisplayContext? display;
    private long shown;

    private ConsoleView(int epochs, IAnsiConsole console, LiveDisplayContext? display, TimeProvider time)
    {
        this.console = console;
        this.time = time;
        this.display = display;
        status = new TrainingStatus(epochs, time);
        panel = new TrainingPanel(status, console.Profile.Capabilities.Unicode ? Glyphs.Unicode : Glyphs.Ascii);
        // Not through the console: it would break a line that is longer than a terminal that is not there.
        writeLine = display is null ? console.Profile.Out.Writer.WriteLine : null;
    }

    /// <summary>Trains under the view.</summary>
    /// <param name="epochs">Epochs in all, however many calls of <c>Train</c> they are spread over; at least 1.</param>
    /// <param name="train">Trains, with the view it is given as <see cref="TrainingOptions.Progress"/>.</param>
    /// <param name="console">Where it is shown; the process's console by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one epoch.</exception>
    public static void Run(int epochs, Action<IProgress<TrainingProgress>> train, IAnsiConsole? console = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        Run<object?>(
            epochs,
            view =>
            {
                train(view);
                return null;
            },
            console);
    }

    /// <summary>Trains under the view.</summary>
    /// <param name="epochs">Epochs in all, however many calls of <c>Train</c> they are spread over; at least 1.</param>
    /// <param name="train">Trains, with the view it is given as <see cref="TrainingOptions.Progress"/>.</param>
    /// <param name="console">Where it is shown; the process's console by default.</param>
    /// <returns>What <paramref name="train"/> returns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one epoch.</exception>
    public static T Run<T>(int epochs, Func<IProgress<TrainingProgress>, T> train, IAnsiConsole? console = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentNullException.ThrowIfNull(train);
        console ??= AnsiConsole.Console;
        var profile = console.Profile;
        return Run(epochs, train, console, profile.Capabilities is { Interactive: true, Ansi: true } && profile.Out.IsTerminal, TimeProvider.System);
    }

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        status.Take(value);
        panel.Take(value);
        if (display is not null)
            Refresh(display);
        else if (status.IsEpochDone)
            writeLine!(status.Describe());
    }

    internal static T Run<T>(int epochs, Func<IProgress<TrainingProgress>, T> train, IAnsiConsole console, bool isLive, TimeProvider time) => isLive
        ? console.Live(new Text("training")).Start(display => train(new ConsoleView(epochs, console, display, time)))
        : train(new ConsoleView(epochs, console, display: null, time));

    private void Refresh(LiveDisplayContext live)
    {
        if (!status.IsEpochDone && shown != 0 && time.GetElapsedTime(shown) < LeastInterval)
            return;
        shown = time.GetTimestamp();
        live.UpdateTarget(panel.Draw(console.Profile.Width));
    }
}
