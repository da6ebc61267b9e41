using ModelGen;

const int TrainingFlowers = 120;
const int Seed = 1;

var flowers = Flower.ReadAll();
new Random(Seed).Shuffle(flowers);
var (training, test) = (flowers[..TrainingFlowers], flowers[TrainingFlowers..]);
var standardization = new Standardization(training);

Console.WriteLine(IrisNetwork.Summary);

var network = new IrisNetwork(Seed);
network.Train(Data(training), options: new TrainingOptions { Epochs = 100, BatchSize = 16, Seed = Seed });

PrintTable();
Console.WriteLine($"Training accuracy: {100 * network.Evaluate(Data(training)).Accuracy:F2} %");
Console.WriteLine($"Test accuracy: {100 * network.Evaluate(Data(test)).Accuracy:F2} %");

DataSet Data(Flower[] flowers) => DataSet.Of(standardization.Apply(flowers), Array.ConvertAll(flowers, flower => flower.Species));

// A row for each species, a column for each that the network took it for.
void PrintTable()
{
    Console.WriteLine($"{"is \\ taken for",-14}{string.Concat(Flower.SpeciesNames.Select(name => $"{name,12}"))}");
    foreach (var species in test.GroupBy(flower => flower.Species).OrderBy(group => group.Key))
    {
        var counts = new int[Flower.SpeciesNames.Length];
        foreach (var flower in species)
            counts[network.PredictLabel(standardization.Apply([flower]))]++;
        Console.WriteLine($"{Flower.SpeciesNames[species.Key],-14}{string.Concat(counts.Select(count => $"{count,12}"))}");
    }
}
