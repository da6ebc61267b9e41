using System.Globalization;

/// <summary>What can be set on the command line.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Samples">Training images used, from the first one; fewer make a quick run.</param>
/// <param name="Seed">Of the first weights and of the shuffling.</param>
/// <param name="DataFolder">Holds the four gzipped IDX files.</param>
/// <param name="Report">The file for a report of the run; nothing for none.</param>
internal sealed record Settings(int Epochs, int Samples, int Seed, string DataFolder, string? Report)
{
    /// <summary>How to call the program.</summary>
    public const string Usage = "LeNet5 [--epochs N] [--samples N] [--seed N] [--data FOLDER] [--report FILE]";

    /// <summary>Images at the end of the training set that choose the best epoch and are not trained on.</summary>
    public const int ValidationSamples = 5_000;

    private const int TrainingSamples = 60_000 - ValidationSamples;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is unknown, lacks its value, or has one that is out of range.</exception>
    public static Settings Parse(ReadOnlySpan<string> arguments)
    {
        var settings = new Settings(Epochs: 15, TrainingSamples, Seed: 1, DataFolder: "", Report: null);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var option = arguments[i];
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"'{option}' needs a value.");
            settings = option switch
            {
                "--epochs" => settings with { Epochs = Number(option, value, 1, 10_000) },
                "--samples" => settings with { Samples = Number(option, value, 1, TrainingSamples) },
                "--seed" => settings with { Seed = Number(option, value, 0, int.MaxValue) },
                "--data" => settings with { DataFolder = value },
                "--report" => settings with { Report = value },
                _ => throw new FormatException($"There is no option '{option}'."),
            };
        }
        return settings.DataFolder == "" ? settings with { DataFolder = FindDataFolder() }
            : File.Exists(Path.Combine(settings.DataFolder, "train-images-idx3-ubyte.gz")) ? settings
            : throw new FormatException($"'{settings.DataFolder}' has no 'train-images-idx3-ubyte.gz'; --data takes a folder with MNIST's four gzipped IDX files.");
    }

    private static int Number(string option, string value, int least, int greatest) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? number
            : throw new FormatException($"'{option}' takes a whole number from {least} to {greatest}, not '{value}'.");

    // The program runs from its build folder, somewhere below the folder that holds all examples.
    private static string FindDataFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "data", "mnist");
            if (Directory.Exists(candidate))
                return candidate;
        }
        throw new FormatException($"No folder 'data/mnist' above '{AppContext.BaseDirectory}'; name it with --data.");
    }
}
