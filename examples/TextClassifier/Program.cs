using System.CommandLine;
using System.Diagnostics;
using ModelGen.Reports;

const int Neighbours = 8;
const string MailTask = "mails", DefinitionTask = "definitions";

var task = new Argument<string>("task")
{
    Description = $"'{MailTask}': spam or not; '{DefinitionTask}': whether two definitions are of the same kind of thing.",
}.AcceptOnlyFromAmong(MailTask, DefinitionTask);
var sample = new Option<bool>("--sample") { Description = "Learns from the few texts of the repository: a look at the program, and no more." };
var folder = new Option<string?>("--folder")
{
    Description = "Where the data are; otherwise MODELGEN_DATA, the repository and the system's data sets are searched.",
};
var epochs = CommandLine.Number("--epochs", "Passes over the texts.", 8, 1, 10_000);
var seed = CommandLine.Number("--seed", "Of the first weights and the order.", 1, 0, int.MaxValue);
var output = new Option<string>("--output") { Description = "The folder for the trained networks.", DefaultValueFactory = _ => AppContext.BaseDirectory };
var text = new Argument<string?>("text") { Description = "What is judged; otherwise lines that are typed.", Arity = ArgumentArity.ZeroOrOne };

var train = new Command("train", "Trains the networks, tests and saves them.") { task, sample, folder, epochs, seed, output };
train.SetAction(arguments =>
{
    var (isSample, files) = (arguments.GetValue(sample), arguments.GetValue(folder));
    Directory.CreateDirectory(arguments.GetValue(output)!);
    if (arguments.GetValue(task) == MailTask)
    {
        var (training, test) = Mails.Part(isSample ? Mails.ReadTable(Sample("mails.tsv")) : new Mails().Read(files));
        Console.WriteLine($"{training.Length:N0} mails to learn from, {test.Length:N0} for the test");
        var classifiers = MailClassifiers.Create(training, arguments.GetValue(seed));
        Compare(classifiers, training, test, arguments.GetValue(epochs));
        classifiers.Save(arguments.GetValue(output)!);
    }
    else
    {
        var (training, test) = Matcher.Part(isSample ? Definitions.ReadTable(Sample("definitions.tsv")) : new Definitions().Read(files));
        var matcher = Matcher.Create(training, arguments.GetValue(seed));
        var passes = arguments.GetValue(epochs);
        var started = Stopwatch.GetTimestamp();
        ConsoleView.Run(passes, view => matcher.Train(training, passes, view));
        Console.WriteLine($"{training.Length:N0} definitions learned in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        var pairs = 10 * test.Length;
        Console.WriteLine($"Of {pairs:N0} pairs of {test.Length:N0} other definitions, half of which are of the same kind, "
            + $"{100 * matcher.Accuracy(test, pairs):F2} % are judged rightly");
        matcher.Save(PathOf(arguments));
    }

    Console.WriteLine($"Saved in {arguments.GetValue(output)}");
});

var ask = new Command("ask", "Says of what is typed, or of the text given, how probable it is that it is spam; or which definitions are near.")
{
    task, text, sample, folder, output,
};
ask.SetAction(arguments =>
{
    if (arguments.GetValue(task) == MailTask)
    {
        var classifiers = MailClassifiers.Load(arguments.GetValue(output)!);
        CommandLine.Ask(arguments.GetValue(text), typed =>
        {
            foreach (var (name, probability) in classifiers.Ask(typed))
                Console.WriteLine($"{(probability > 0.5f ? "spam" : "good"),-6}{100 * probability,5:F1} % spam  {name}");
        });
    }
    else
    {
        var matcher = Matcher.Load(PathOf(arguments));
        var definitions = arguments.GetValue(sample) ? Definitions.ReadTable(Sample("definitions.tsv")) : new Definitions().Read(arguments.GetValue(folder));
        var vectors = matcher.Vectors(definitions);
        CommandLine.Ask(arguments.GetValue(text), typed =>
        {
            foreach (var (definition, similarity) in matcher.Nearest(typed, definitions, vectors, Neighbours))
                Console.WriteLine($"{similarity:F3}  {definition.Word} ({definition.Kind}): {string.Join(' ', definition.Words)}");
        });
    }
});

return await CommandLine.Run(new("Texts in classes: spam or not, and what two texts have in common.") { train, ask }, args);

static void Compare(MailClassifiers classifiers, Mail[] training, Mail[] test, int epochs)
{
    var table = new ResultTable("network", "parameters", "seconds", "right %", "spam found %", "of that spam %", "good mails lost");
    foreach (var (name, network) in classifiers.Networks)
    {
        Console.WriteLine(name);
        var started = Stopwatch.GetTimestamp();
        ConsoleView.Run(epochs, view => classifiers.Train(network, training, epochs, view));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var matrix = classifiers.Test(network, test);
        table.Add(name, $"{network.Parameters.Values.Length:N0}", $"{seconds:F0}", Percent(matrix.Value), Percent(matrix.RecallOf(1)),
            Percent(matrix.PrecisionOf(1)), $"{matrix[0, 1]} of {test.Count(mail => !mail.IsSpam):N0}");
    }

    table.Show();
}

static string Percent(double share) => $"{100 * share:F2}";

string PathOf(ParseResult arguments) => Path.Combine(arguments.GetValue(output)!, "definitions.safetensors");

static string Sample(string name) => Path.Combine(
    DataFolders.Shipped ?? throw new DirectoryNotFoundException("The program runs outside of the repository, which has the sample."), "text-sample", name);
