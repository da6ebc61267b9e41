using System.CommandLine;
using ModelGen;
using ModelGen.Reports;

/// <summary>The command line that examples on MNIST share.</summary>
/// <param name="Epochs">Passes over the training digits.</param>
/// <param name="Samples">Training digits, from the first one.</param>
/// <param name="Seed">Of the first weights and of all random numbers of training.</param>
/// <param name="Output">The folder for tables and figures.</param>
public sealed record MnistSettings(int Epochs, int Samples, int Seed = 1, string Output = "")
{
    /// <summary>Digits of the training files; the last <see cref="ValidationSamples"/> are not trained on.</summary>
    private const int TrainingFiles = 60_000;

    private const int ValidationSamples = 1_000;

    /// <summary>What is trained on.</summary>
    public DataSet Training => Mnist("train").Slice(0, Samples);

    /// <summary>What may choose, and is not trained on: the last of the training files' digits.</summary>
    public DataSet Validation => Mnist("train").Slice(TrainingFiles - ValidationSamples, ValidationSamples);

    /// <summary>MNIST's 10,000 test digits.</summary>
    public DataSet Test => Mnist("t10k");

    /// <summary>Reads the command line and runs an example with it.</summary>
    /// <param name="description">What the example does.</param>
    /// <param name="defaults">What holds where nothing else is said.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="run">The example.</param>
    /// <returns>The program's exit code.</returns>
    public static int Run(string description, MnistSettings defaults, string[] arguments, Action<MnistSettings> run)
    {
        var epochs = CommandLine.Number("--epochs", "Passes over the training digits.", defaults.Epochs, 1, 10_000);
        var samples = CommandLine.Number("--samples", "Training digits, from the first one.", defaults.Samples, 1, TrainingFiles - ValidationSamples);
        var seed = CommandLine.Number("--seed", "Of the first weights and of all random numbers of training.", defaults.Seed, 0, int.MaxValue);
        var output = new Option<string>("--output")
        {
            Description = "The folder for tables and figures.",
            DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "results"),
        };
        var command = new RootCommand(description) { epochs, samples, seed, output };
        command.SetAction(result =>
        {
            var settings = new MnistSettings(result.GetValue(epochs), result.GetValue(samples), result.GetValue(seed), result.GetValue(output)!);
            Directory.CreateDirectory(settings.Output);
            run(settings);
            Console.WriteLine($"Tables and figures: {settings.Output}");
        });
        return command.Parse(arguments).Invoke();
    }

    /// <summary>A file in the folder for tables and figures.</summary>
    public string PathOf(string name) => Path.Combine(Output, name);

    /// <summary>Writes a figure as PNG and as SVG.</summary>
    public void Save(string name, Figure figure)
    {
        File.WriteAllBytes(PathOf($"{name}.png"), figure.ToPng(scale: 1.25f));
        figure.Save(PathOf($"{name}.svg"));
    }

    private static DataSet Mnist(string part)
    {
        var files = Path.Combine(DataFolders.Shipped ?? throw new DirectoryNotFoundException($"No folder 'data/mnist' above '{AppContext.BaseDirectory}'."), "mnist");
        return DataSet.ReadIdx(Path.Combine(files, $"{part}-images-idx3-ubyte.gz"), Path.Combine(files, $"{part}-labels-idx1-ubyte.gz"));
    }
}
