using System.Diagnostics;
using System.Text;
using ModelGen;
using ModelGen.Reports;

const int DrawnMistakes = 4, ReportedMistakes = 24;

Console.OutputEncoding = Encoding.UTF8;

Settings settings;
try
{
    settings = Settings.Parse(args);
}
catch (FormatException exception)
{
    Console.Error.WriteLine($"{exception.Message}\nUsage: {Settings.Usage}");
    return 1;
}

Console.WriteLine(LeNet5.Summary);

var images = Mnist("train");
var training = images.Slice(0, settings.Samples);
var validation = images.Slice(images.Count - Settings.ValidationSamples, Settings.ValidationSamples);
var test = Mnist("t10k");

var model = new LeNet5(settings.Seed);
var stopwatch = Stopwatch.StartNew();
var history = ConsoleView.Run(settings.Epochs, view => Training.Run(model, training, validation, settings, view));
stopwatch.Stop();

var answers = ClassAnswers.Collect(test, [.. Enumerable.Range(0, 10).Select(digit => $"{digit}")], model.PredictProbabilities);
Console.WriteLine();
Console.WriteLine("digit, and what it was taken for (columns)");
Console.WriteLine(answers.Confusions);
Console.WriteLine(DigitDrawing.Draw([.. answers.Where(answer => !answer.IsRight).Take(DrawnMistakes)], test));

var file = Path.Combine(AppContext.BaseDirectory, "lenet5.safetensors");
model.Save(file);
var restored = new LeNet5(seed: settings.Seed + 1);
restored.Load(file);
Console.WriteLine($"Saved to {file}");
Console.WriteLine($"Accuracy of a fresh model that loaded the file: {Percent(restored.Evaluate(test).Accuracy)}");

if (settings.Report is { } report)
    WriteReport(report);

Console.WriteLine($"Test accuracy: {Percent(model.Evaluate(test).Accuracy)}");
Console.WriteLine($"Training took {stopwatch.Elapsed.TotalSeconds:F1} s");
return 0;

void WriteReport(string path)
{
    new TrainingReport
    {
        Title = "LeNet-5 on MNIST",
        Summary = LeNet5.Summary,
        Settings = new Dictionary<string, string>
        {
            ["Epochs"] = $"{settings.Epochs}",
            ["Training images"] = $"{settings.Samples:N0}",
            ["Seed"] = $"{settings.Seed}",
        },
        Hyperparameters = model.Hyperparameters,
        History = history,
        Test = model.Evaluate(test),
        Answers = answers,
        Mistakes = [.. answers.WorstMistakes(ReportedMistakes).Select(answer => answers.Picture(answer, 1, 28, 28))],
        Parameters = model.Parameters,
        Gradients = model.Gradients,
    }.Save(path);
    Console.WriteLine($"Report: {path}");
}

DataSet Mnist(string part) => DataSet.ReadIdx(
    Path.Combine(settings.DataFolder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(settings.DataFolder, $"{part}-labels-idx1-ubyte.gz"));

static string Percent(double? share) => $"{100 * share:F2} %";
