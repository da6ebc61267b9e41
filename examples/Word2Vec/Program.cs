using System.CommandLine;
using System.Diagnostics;
using ModelGen.Reports;
using ModelGen.Text;

const string SkipGramName = "skipgram", CbowName = "cbow";

var kind = new Argument<string>("network") { Description = $"'{SkipGramName}' or '{CbowName}'." }.AcceptOnlyFromAmong(SkipGramName, CbowName);
var source = new Option<string?>("--text") { Description = "Another text in UTF-8, a sentence a line; otherwise the King James Bible." };
var epochs = CommandLine.Number("--epochs", "Passes over the text.", 8, 1, 10_000);
var seed = CommandLine.Number("--seed", "Of the first vectors, the order, and all that is drawn.", 1, 0, int.MaxValue);
var output = new Option<string>("--output") { Description = "The folder for vectors and pictures.", DefaultValueFactory = _ => AppContext.BaseDirectory };
var words = new Argument<string?>("words") { Description = "One, or three in quotes; otherwise lines that are typed.", Arity = ArgumentArity.ZeroOrOne };

var train = new Command("train", "Trains word vectors, saves and draws them.") { kind, source, epochs, seed, output };
train.SetAction(arguments =>
{
    var corpus = arguments.GetValue(source) is { } file ? new Corpus(TextFile.ReadLines(file)) : Corpus.Bible();
    Console.WriteLine($"{corpus.Count:N0} words, {corpus.Words.Count:N0} of them different and frequent enough");
    var network = Create(arguments);
    var (passes, name) = (arguments.GetValue(epochs), arguments.GetValue(kind)!);
    var started = Stopwatch.GetTimestamp();
    ConsoleView.Run(passes, view => Vectors.Train(network, corpus, passes, arguments.GetValue(seed), view));
    Console.WriteLine($"Trained in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");

    Directory.CreateDirectory(arguments.GetValue(output)!);
    network.Save(PathOf(arguments, ".safetensors"));
    corpus.Words.Save(PathOf(arguments, ".safetensors"));
    File.WriteAllBytes(PathOf(arguments, ".png"), Vectors.Plot(network, corpus.Words, $"Word vectors by {name}").ToPng(scale: 1.25f));
    Console.WriteLine($"Saved to {PathOf(arguments, ".safetensors")}, drawn in {PathOf(arguments, ".png")}");
});

var ask = new Command("ask", "Words near to one; or, of three, 'man king woman', those that are to the third as the second is to the first.")
{
    kind, words, output,
};
ask.SetAction(arguments =>
{
    var network = Create(arguments);
    network.Load(PathOf(arguments, ".safetensors"));
    var vocabulary = Vocabulary.Load(PathOf(arguments, ".safetensors"));
    var vectors = Vectors.Of(network, vocabulary);
    CommandLine.Ask(arguments.GetValue(words), typed => Console.WriteLine(string.Join(Environment.NewLine, Vectors.Answer(vectors, vocabulary, typed))));
});

return await CommandLine.Run(new("Word vectors by skip-gram and continuous bag of words, with negative sampling.") { train, ask }, args);

IWordNetwork Create(ParseResult arguments)
{
    var first = arguments.CommandResult.Command == train ? arguments.GetValue(seed) : 0;
    return arguments.GetValue(kind) == SkipGramName ? new SkipGram(first) : new Cbow(first);
}

string PathOf(ParseResult arguments, string extension) => Path.Combine(arguments.GetValue(output)!, arguments.GetValue(kind) + extension);
