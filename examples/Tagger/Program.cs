using System.CommandLine;
using System.Diagnostics;
using ModelGen.Reports;
using ModelGen.Text;
using Spectre.Console;

const string Parts = "parts", Words = "words";

var task = new Argument<string>("task") { Description = $"'{Parts}': parts of speech; '{Words}': the words of a text without spaces." }
    .AcceptOnlyFromAmong(Parts, Words);
var sample = new Option<bool>("--sample") { Description = "Learns from the few sentences of the repository: a look at the program, and no more." };
var folder = new Option<string?>("--folder") { Description = "Where the treebank's files are; otherwise MODELGEN_DATA and the repository are searched." };
var training = new Option<string?>("--training") { Description = "Another CoNLL-U file to learn from." };
var test = new Option<string?>("--test") { Description = "Another CoNLL-U file that shows what was learned." };
var epochs = CommandLine.Number("--epochs", "Passes over the sentences; 80 for parts of speech and 20 for words, where it is not given.", 0, 1, 10_000);
var seed = CommandLine.Number("--seed", "Of the first weights, the order, and the words that are forgotten.", 1, 0, int.MaxValue);
var model = new Option<string?>("--model") { Description = "The file for the trained network and its vocabularies; otherwise one beside the program." };
var text = new Argument<string?>("text") { Description = "What is tagged; otherwise lines that are typed.", Arity = ArgumentArity.ZeroOrOne };

var train = new Command("train", "Trains a tagger, tests and saves it.") { task, sample, folder, training, test, epochs, seed, model };
train.SetAction(arguments =>
{
    var isParts = arguments.GetValue(task) == Parts;
    var bank = isParts ? Treebank.English : Treebank.Chinese;
    if (arguments.GetValue(sample))
        bank = isParts ? Treebank.EnglishSample : Treebank.ChineseSample;
    var files = new Lazy<string>(() => bank.Find(arguments.GetValue(folder)));
    var read = isParts ? PartsTagger.Read : (Func<ConlluSentence, TaggedSentence>)WordsTagger.Read;
    var learned = Conllu.Read(arguments.GetValue(training) ?? Path.Combine(files.Value, bank.Training)).Select(read).ToArray();
    var tested = Conllu.Read(arguments.GetValue(test) ?? Path.Combine(files.Value, bank.Test)).Select(read).ToArray();
    SequenceTagger tagger = isParts ? PartsTagger.Create(learned, arguments.GetValue(seed)) : WordsTagger.Create(learned, arguments.GetValue(seed));
    Console.WriteLine(isParts ? PartsNetwork.Summary : WordsNetwork.Summary);

    var passes = arguments.GetResult(epochs) is { Implicit: false } ? arguments.GetValue(epochs) : isParts ? 80 : 20;
    var started = Stopwatch.GetTimestamp();
    ConsoleView.Run(passes, progress => tagger.Train(learned, passes, arguments.GetValue(seed), progress));
    Console.WriteLine($"{learned.Length:N0} sentences learned in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");

    var path = arguments.GetValue(model) ?? Beside(arguments.GetValue(task)!);
    tagger.Save(path);
    if (tagger is PartsTagger parts)
        Results.Show(parts, tested, Path.ChangeExtension(path, ".png"));
    else
        Results.Show((WordsTagger)tagger, tested);
    Console.WriteLine($"Saved to {path}");
});

var tag = new Command("tag", "Tags what is typed, or the text given.") { task, text, model };
tag.SetAction(arguments =>
{
    var path = arguments.GetValue(model) ?? Beside(arguments.GetValue(task)!);
    if (!File.Exists(path))
        throw new FileNotFoundException($"There is no '{path}': 'train {arguments.GetValue(task)}' makes it, or --model names another.");
    if (arguments.GetValue(task) == Parts)
    {
        var tagger = PartsTagger.Load(path);
        CommandLine.Ask(arguments.GetValue(text), typed => Show(tagger, typed));
    }
    else
    {
        var tagger = WordsTagger.Load(path);
        CommandLine.Ask(arguments.GetValue(text), typed => Console.WriteLine(string.Join(" | ", tagger.Words(typed))));
    }
});

return await CommandLine.Run(
    new("Parts of speech and words of a text without spaces, by networks that read in both directions.")
    {
        train, tag, CommandLine.Download(Treebank.English, Treebank.Chinese),
    },
    args);

static string Beside(string name) => Path.Combine(AppContext.BaseDirectory, $"{name}.safetensors");

static void Show(PartsTagger tagger, string typed)
{
    var words = PartsTagger.Split(typed);
    var tags = tagger.Tag(words);
    var widths = words.Zip(tags, (word, tag) => Math.Max(word.GetCellWidth(), tag.Length)).ToArray();
    Console.WriteLine(string.Join(' ', words.Zip(widths, (word, width) => word + new string(' ', width - word.GetCellWidth()))).TrimEnd());
    Console.WriteLine(string.Join(' ', tags.Zip(widths, (tag, width) => tag.PadRight(width))).TrimEnd());
}
