using System.CommandLine;
using System.Diagnostics;
using ModelGen.Reports;

var epochs = CommandLine.Number("--epochs", "Passes over the dictionary.", 8, 1, 10_000);
var words = CommandLine.Number("--words", "Words of the dictionary, evenly taken; fewer make a quick run.", int.MaxValue, 1, int.MaxValue);
var seed = CommandLine.Number("--seed", "Of the first weights and the order.", 1, 0, int.MaxValue);
var model = new Option<string>("--model")
{
    Description = "The file of the trained network.",
    DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, "pronounce.safetensors"),
};
var word = new Argument<string?>("word") { Description = "What is said; otherwise words that are typed.", Arity = ArgumentArity.ZeroOrOne };
var picture = new Option<string?>("--picture") { Description = "A PNG file that shows which letters the network looks at." };

var train = new Command("train", "Trains the network, tests and saves it.") { epochs, words, seed, model };
train.SetAction(arguments =>
{
    var entries = PronouncingDictionary.Read();
    var every = Math.Max(1, entries.Length / arguments.GetValue(words));
    var (training, test) = PronouncingDictionary.Part([.. entries.Where((_, index) => index % every == 0)]);
    Console.WriteLine(Pronouncer.Summary);
    Console.WriteLine($"{training.Length:N0} words to learn from, {test.Length:N0} for the test");
    var (passes, speaker) = (arguments.GetValue(epochs), Speaker.Create(training, arguments.GetValue(seed)));
    var started = Stopwatch.GetTimestamp();
    ConsoleView.Run(passes, view => speaker.Train(training, passes, arguments.GetValue(seed), view));
    Console.WriteLine($"Trained in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
    speaker.Save(arguments.GetValue(model)!);
    var errors = speaker.Test(test);
    Console.WriteLine($"Wrong words {100 * errors.PerSequence:F2} %, wrong phonemes {100 * errors.Value:F2} %");
    Console.WriteLine($"Saved to {arguments.GetValue(model)}");
});

var say = new Command("say", "Says how a word is pronounced: the best answers, and their probabilities.") { word, model, picture };
say.SetAction(arguments =>
{
    var speaker = Speaker.Load(arguments.GetValue(model)!);
    CommandLine.Ask(arguments.GetValue(word), typed =>
    {
        var asked = typed.ToLowerInvariant();
        if (asked.Length > Pronouncer.LongestWord)
        {
            Console.WriteLine($"A word of at most {Pronouncer.LongestWord} letters, please.");
            return;
        }

        var answers = speaker.Say([asked]).Single();
        foreach (var (phonemes, probability) in answers.Take(3))
            Console.WriteLine($"{100 * probability,5:F1} %  {string.Join(' ', phonemes)}");
        if (arguments.GetValue(picture) is { } path && answers[0].Phonemes is { Length: > 0 } said)
            Figure.Heatmap($"Where the network looks: {asked}", said, [.. asked.Select(letter => $"{letter}")], speaker.Attention(asked, said)).Save(path);
    });
});

return await CommandLine.Run(new("Letters to phonemes, sequence to sequence with attention.") { train, say }, args);
