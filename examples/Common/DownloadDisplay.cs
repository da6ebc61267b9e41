using Spectre.Console;

/// <summary>Shows how a download goes: a live bar for each file on a terminal, a line a file where the output is redirected.</summary>
public sealed class DownloadDisplay : IProgress<Transfer>
{
    private readonly ProgressContext? context;
    private readonly Dictionary<string, ProgressTask> bars = [];

    private DownloadDisplay(ProgressContext? context) => this.context = context;

    /// <summary>Downloads under the display.</summary>
    /// <param name="download">Downloads, and reports to what it is given.</param>
    public static async Task Run(Func<IProgress<Transfer>, Task> download)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            await download(new DownloadDisplay(context: null));
            return;
        }

        await AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
            .StartAsync(context => download(new DownloadDisplay(context)));
    }

    /// <inheritdoc/>
    public void Report(Transfer value)
    {
        if (context is not null)
            Show(context, value);
        else if (value.Done == value.Total)
            Console.WriteLine($"{value.File}  {value.Done:N0} bytes");
    }

    private void Show(ProgressContext display, Transfer transfer)
    {
        if (!bars.TryGetValue(transfer.File, out var bar))
            bars.Add(transfer.File, bar = display.AddTask(transfer.File));
        bar.IsIndeterminate = transfer.Total is null;
        // A bar that reaches its end is done for good: where the end is not known, it is always further.
        bar.MaxValue = transfer.Total ?? transfer.Done + 1;
        bar.Value = transfer.Done;
    }
}
