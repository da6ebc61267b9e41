using System.CommandLine;
using System.Diagnostics;
using System.IO.Compression;
using ModelGen;
using ModelGen.Reports;

var kind = new Argument<string>("network") { Description = $"'{Writer.LstmName}' or '{Writer.TransformerName}'." }.AcceptOnlyFromAmong(Writer.LstmName, Writer.TransformerName);
var source = new Option<string?>("--text") { Description = "A text in UTF-8; otherwise the King James Bible." };
var characters = CommandLine.Number("--characters", "Characters of the text to learn from; the tenth after them is the test.", 2_000_000, 2_000, int.MaxValue);
var epochs = CommandLine.Number("--epochs", "Passes over them.", 4, 1, 10_000);
var seed = CommandLine.Number("--seed", "Of the first weights, the order, and what is drawn.", 1, 0, int.MaxValue);
var length = CommandLine.Number("--length", "Characters to write.", 400, 1, int.MaxValue);
var temperature = new Option<double>("--temperature") { Description = "Below 1 for what is more probable.", DefaultValueFactory = _ => 0.7 };
var output = new Option<string>("--output") { Description = "The folder for the trained networks.", DefaultValueFactory = _ => AppContext.BaseDirectory };
var beginning = new Argument<string?>("beginning") { Description = "What it goes on with; otherwise lines that are typed.", Arity = ArgumentArity.ZeroOrOne };

var train = new Command("train", "Trains a network, tests and saves it, and lets it write.") { kind, source, characters, epochs, seed, output };
train.SetAction(arguments =>
{
    var text = arguments.GetValue(source) is { } file ? File.ReadAllText(file) : Bible();
    var count = Math.Min(arguments.GetValue(characters), text.Length * 10 / 11);
    var (training, test) = (text[..count], text.Substring(count, Math.Min(count / 10, text.Length - count)));
    Console.WriteLine($"{training.Length:N0} characters to learn from, {test.Length:N0} for the test");
    var (passes, name) = (arguments.GetValue(epochs), arguments.GetValue(kind)!);
    var writer = Writer.Create(name, training, arguments.GetValue(seed));
    var started = Stopwatch.GetTimestamp();
    ConsoleView.Run(passes, view => writer.Train(training, passes, arguments.GetValue(seed), view));
    Console.WriteLine($"Trained in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    Console.WriteLine($"A character of the test costs {writer.BitsPerCharacter(test):F2} bits");
    Directory.CreateDirectory(arguments.GetValue(output)!);
    writer.Save(PathOf(arguments));
    Console.WriteLine($"Saved to {PathOf(arguments)}");
    Say(writer, "And ", length: 200, new SamplingOptions { Temperature = 0.7, Seed = arguments.GetValue(seed) });
});

var write = new Command("write", "Goes on with a text.") { kind, beginning, length, temperature, seed, output };
write.SetAction(arguments =>
{
    var writer = Writer.Load(arguments.GetValue(kind)!, PathOf(arguments));
    var options = new SamplingOptions { Temperature = arguments.GetValue(temperature), Seed = arguments.GetValue(seed) };
    CommandLine.Ask(arguments.GetValue(beginning), typed => Say(writer, typed, arguments.GetValue(length), options));
});

return await CommandLine.Run(new("Writes text, character by character: an LSTM and a Transformer.") { train, write }, args);

static string Bible()
{
    var folder = DataFolders.Shipped ?? throw new DirectoryNotFoundException("The program runs outside of the repository, which has the text: name another with --text.");
    using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "king-james", "verses.txt.gz")), CompressionMode.Decompress));
    return file.ReadToEnd();
}

static void Say(Writer writer, string typed, int length, SamplingOptions options)
{
    Console.Write(typed);
    foreach (var character in writer.Write(typed, length, options))
        Console.Write(character);
    Console.WriteLine();
}

string PathOf(ParseResult arguments) => Path.Combine(arguments.GetValue(output)!, arguments.GetValue(kind) + ".safetensors");
