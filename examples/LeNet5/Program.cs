using System.Diagnostics;
using System.Text;
using ModelGen;
using ModelGen.Reports;

const int DrawnMistakes = 4;

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
ConsoleView.Run(settings.Epochs, progress => Training.Run(model, training, validation, settings, progress));
stopwatch.Stop();

var answers = Answer.Collect(model, test);
Console.WriteLine();
Console.WriteLine(ConfusionMatrix.Draw(answers));
Console.WriteLine(DigitDrawing.Draw([.. answers.Where(answer => !answer.IsRight).Take(DrawnMistakes)]));

var file = Path.Combine(AppContext.BaseDirectory, "lenet5.safetensors");
model.Save(file);
var restored = new LeNet5(seed: settings.Seed + 1);
restored.Load(file);
Console.WriteLine($"Saved to {file}");
Console.WriteLine($"Accuracy of a fresh model that loaded the file: {Percent(restored.Evaluate(test).Accuracy)}");

Console.WriteLine($"Test accuracy: {Percent(model.Evaluate(test).Accuracy)}");
Console.WriteLine($"Training took {stopwatch.Elapsed.TotalSeconds:F1} s");
return 0;

DataSet Mnist(string part) => DataSet.ReadIdx(
    Path.Combine(settings.DataFolder, $"{part}-images-idx3-ubyte.gz"), Path.Combine(settings.DataFolder, $"{part}-labels-idx1-ubyte.gz"));

static string Percent(double? share) => $"{100 * share:F2} %";
