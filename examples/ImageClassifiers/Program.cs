using System.CommandLine;
using Spectre.Console;

var network = new Argument<string>("network") { Description = "The network to train." }
    .AcceptOnlyFromAmong([.. Architecture.All.Select(architecture => architecture.Name)]);
var data = new Option<string>("--data") { Description = "The images.", DefaultValueFactory = _ => "mnist" }
    .AcceptOnlyFromAmong([.. ImageData.All.Select(set => set.Name)]);
var folder = new Option<string?>("--folder")
{
    Description = "Where their files are; otherwise MODELGEN_DATA, the repository and the system's data sets are searched.",
};
var epochs = Number("--epochs", "Passes over the training images.", 12);
var samples = Number("--samples", "Training images used, from the first one; fewer make a quick run. All, where it is not given.", otherwise: null);
var seed = new Option<int>("--seed") { Description = "Of the first weights and the order of the images.", DefaultValueFactory = _ => 1 };

var list = new Command("list", "Lists the networks.");
list.SetAction(_ => List());
var train = new Command("train", "Trains a network and evaluates it.") { network, data, folder, epochs, samples, seed };
train.SetAction(result =>
    Train(result, Array.FindAll(Architecture.All, architecture => architecture.Name == result.GetValue(network)), showLayers: true));
var compare = new Command("compare", "Trains all networks and compares them.") { data, folder, epochs, samples, seed };
compare.SetAction(result => Train(result, Architecture.All, showLayers: false));

var download = CommandLine.Download([.. ImageData.All.Where(set => set.Source.Length > 0)]);

return await CommandLine.Run(new("The classical networks for images, small, compiled by ModelGen.") { list, train, compare, download }, args);

void Train(ParseResult arguments, Architecture[] architectures, bool showLayers)
{
    var set = Find(arguments.GetValue(data));
    var images = set.Read(arguments.GetValue(folder));
    var settings = new Settings(arguments.GetValue(epochs)!.Value, arguments.GetValue(samples) ?? int.MaxValue, arguments.GetValue(seed));
    var results = new List<Result>();
    foreach (var architecture in architectures)
    {
        Console.WriteLine($"{architecture.Name} on {set.Name}");
        if (showLayers)
            Console.WriteLine((set.IsColor ? architecture.Color : architecture.Grey).Summary);
        results.Add(Training.Run(architecture, set, images, settings));
    }

    Show(results);
}

static ImageData Find(string? name) => Array.Find(ImageData.All, set => set.Name == name)!;

static void List()
{
    var table = Table("network", "paper", "28×28×1: parameters", "multiply-adds", "32×32×3: parameters", "multiply-adds");
    foreach (var (name, origin, grey, color) in Architecture.All)
        table.AddRow(name, origin, $"{grey.Parameters:N0}", grey.MultiplyAdds, $"{color.Parameters:N0}", color.MultiplyAdds);
    AnsiConsole.Write(table);
}

static void Show(IEnumerable<Result> results)
{
    var table = Table("network", "parameters", "multiply-adds", "seconds an epoch", "seconds", "test accuracy");
    foreach (var (name, classifier, perEpoch, seconds, accuracy) in results)
        table.AddRow(name, $"{classifier.Parameters:N0}", classifier.MultiplyAdds, $"{perEpoch:F1}", $"{seconds:F0}", $"{100 * accuracy:F2} %");
    AnsiConsole.Write(table);
}

static Table Table(params string[] columns)
{
    var table = new Table().Border(TableBorder.Simple);
    foreach (var column in columns)
        table.AddColumn(new TableColumn(column) { Alignment = column is "network" or "paper" ? Justify.Left : Justify.Right, NoWrap = true });
    return table;
}

static Option<int?> Number(string name, string description, int? otherwise)
{
    var option = new Option<int?>(name) { Description = description };
    if (otherwise is not null)
        option.DefaultValueFactory = _ => otherwise;
    option.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < 1)
            result.AddError($"'{name}' takes a whole number from 1, not {number}.");
    });
    return option;
}
