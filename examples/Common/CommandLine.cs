using System.CommandLine;
using System.Text;
using Spectre.Console;

/// <summary>What the command lines of examples share.</summary>
public static class CommandLine
{
    /// <summary>Runs the command that the arguments name; what is wrong with files, and with the data in them, is told in a line.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> Run(RootCommand root, string[] arguments)
    {
        Console.OutputEncoding = Encoding.UTF8;
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = 120;         // no window says how wide a table may be
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            return Fail("Cancelled.");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
        {
            return Fail(exception.Message);
        }
    }

    /// <summary>An option that takes a whole number.</summary>
    /// <param name="name">As on the command line.</param>
    /// <param name="description">What it is.</param>
    /// <param name="otherwise">What holds where it is not given.</param>
    /// <param name="least">The smallest that is taken.</param>
    /// <param name="greatest">The largest that is taken.</param>
    public static Option<int> Number(string name, string description, int otherwise, int least, int greatest)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && (number < least || number > greatest))
                result.AddError($"'{name}' takes a whole number from {least} to {greatest}, not {number}.");
        });
        return option;
    }

    /// <summary>The command that downloads data sets.</summary>
    /// <param name="sets">Those that are on the web.</param>
    public static Command Download(params DataFiles[] sets)
    {
        var wanted = new Argument<string>("data") { Description = "The data set." }.AcceptOnlyFromAmong([.. sets.Select(set => set.Name)]);
        var target = new Option<string?>("--folder") { Description = "Where to; otherwise below MODELGEN_DATA, or beside MNIST in the repository." };
        var download = new Command("download", "Downloads a data set from where its authors publish it, and checks it.") { wanted, target };
        download.SetAction((result, cancellation) =>
            DownloadAsync(Array.Find(sets, set => set.Name == result.GetValue(wanted))!, result.GetValue(target), cancellation));
        return download;
    }

    /// <summary>Answers a text of the command line, or one after the other that is typed, until an empty line.</summary>
    /// <param name="given">Of the command line; null for what is typed.</param>
    /// <param name="answer">Answers.</param>
    public static void Ask(string? given, Action<string> answer)
    {
        if (given is not null)
        {
            answer(given);
            return;
        }

        while (true)
        {
            if (!Console.IsInputRedirected)
                Console.Write("> ");
            if (Console.ReadLine() is not { Length: > 0 } text)
                return;
            answer(text);
        }
    }

    private static async Task<int> DownloadAsync(DataFiles set, string? target, CancellationToken cancellation)
    {
        var folder = target ?? (DataFolders.Own is { } data ? Path.Combine(data, set.Name) : null);
        if (folder is null)
            return Fail("Where to? Say --folder, or set MODELGEN_DATA.");
        if (set.IsIn(folder))
        {
            Console.WriteLine($"'{folder}' has '{set.Name}' already.");
            return 0;
        }

        try
        {
            using var client = new HttpClient();
            await DownloadDisplay.Run(progress => new Download(client).Run(set, folder, progress, cancellation));
            Console.WriteLine($"'{set.Name}' is in '{folder}'.");
            return 0;
        }
        catch (OperationCanceledException)
        {
            return Fail("Cancelled; nothing was kept.");
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
