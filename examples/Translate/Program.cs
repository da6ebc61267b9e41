using System.CommandLine;
using System.Diagnostics;
using ModelGen.Reports;

var kind = new Argument<string>("network") { Description = $"'{Translator.LstmName}' or '{Translator.TransformerName}'." }
    .AcceptOnlyFromAmong(Translator.LstmName, Translator.TransformerName);
var sample = new Option<bool>("--sample") { Description = "Learns from a few sentences of the repository: a look at the program, and no more." };
var folder = new Option<string?>("--folder") { Description = "The folder that holds 'cmn.txt'." };
var epochs = CommandLine.Number("--epochs", "Passes over the pairs.", 30, 1, 10_000);
var seed = CommandLine.Number("--seed", "Of the first weights and the order.", 1, 0, int.MaxValue);
var output = new Option<string>("--output") { Description = "The folder for the trained networks.", DefaultValueFactory = _ => AppContext.BaseDirectory };
var sentence = new Argument<string?>("sentence") { Description = "In English; otherwise lines that are typed.", Arity = ArgumentArity.ZeroOrOne };

var train = new Command("train", "Trains a network, tests and saves it.") { kind, sample, folder, epochs, seed, output };
train.SetAction(arguments =>
{
    var file = arguments.GetValue(sample) ? SentencePairs.Sample : SentencePairs.Tatoeba;
    var pairs = SentencePairs.Read(Path.Combine(file.Find(arguments.GetValue(folder)), file.File)).Where(Translator.Fits).ToArray();
    var (training, validation, test) = SentencePairs.Part(pairs, count: 500);
    Console.WriteLine($"{training.Length:N0} pairs to learn from, {validation.Length:N0} to choose by, {test.Length:N0} for the test");
    var (passes, name) = (arguments.GetValue(epochs), arguments.GetValue(kind)!);
    var translator = Translator.Create(name, training, arguments.GetValue(seed));
    var started = Stopwatch.GetTimestamp();
    ConsoleView.Run(passes, view => translator.Train(training, passes, arguments.GetValue(seed), validation, view));
    Console.WriteLine($"Trained in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    Directory.CreateDirectory(arguments.GetValue(output)!);
    translator.Save(PathOf(arguments));
    Console.WriteLine($"Saved to {PathOf(arguments)}");
    Console.WriteLine($"To choose by: {translator.Test(validation)}");
    Console.WriteLine($"Test: {translator.Test(test)}");
    var shown = test.DistinctBy(pair => pair.English).Where((_, index) => index % Math.Max(1, test.Length / 10) == 0).Take(10).ToArray();
    foreach (var (pair, translation) in shown.Zip(translator.Translate(shown.Select(pair => pair.English))))
        Console.WriteLine($"{pair.English}\n    {translation}\n    {pair.Chinese}");
});

var translate = new Command("translate", "Translates an English sentence into Chinese.") { kind, sentence, output };
translate.SetAction(arguments =>
{
    var translator = Translator.Load(arguments.GetValue(kind)!, PathOf(arguments));
    CommandLine.Ask(arguments.GetValue(sentence), typed => Console.WriteLine(translator.Translate([typed]).Single()));
});

return await CommandLine.Run(new("English to Chinese: an LSTM with attention and a small Transformer.") { train, translate }, args);

string PathOf(ParseResult arguments) => Path.Combine(arguments.GetValue(output)!, arguments.GetValue(kind) + ".safetensors");
