using ModelGen.Reports;

return MnistSettings.Run("What each remedy does against overfitting, on few digits.", new MnistSettings(Epochs: 40, Samples: 1_000), args, Compare);

static void Compare(MnistSettings settings)
{
    Console.WriteLine(DigitClassifier.Summary);
    var ablation = new Ablation(settings.Training, settings.Validation, settings.Test);
    var results = new List<AblationResult>();
    foreach (var remedies in Enum.GetValues<Remedies>())
    {
        results.Add(ablation.Run(remedies, settings.Epochs, settings.Seed));
        Console.WriteLine($"{results[^1].Name}: {Percent(results[^1].Final.TestAccuracy)} % of the test digits");
    }

    WriteTables(results, settings);
    Draw("training-accuracy", "Accuracy on the training digits, %", epoch => 100 * epoch.TrainingAccuracy);
    Draw("test-accuracy", "Accuracy on the test digits, %", epoch => 100 * epoch.TestAccuracy);
    Draw("test-loss", "Loss on the test digits", epoch => epoch.TestLoss);

    void Draw(string name, string title, Func<Measurement, double> value) =>
        settings.Save(name, Figure.Curves(title, "epoch", "", [.. results.Select(result => Curve(result, value))]));
}

static Curve Curve(AblationResult result, Func<Measurement, double> value)
{
    // Beside the first epochs, in which all are poor, the later ones would look alike.
    var first = Math.Min(5, result.Epochs.Count);
    return new(result.Name, [.. Enumerable.Range(first, result.Epochs.Count - first + 1)], [.. result.Epochs.Skip(first - 1).Select(value)]);
}

static void WriteTables(IEnumerable<AblationResult> results, MnistSettings settings)
{
    string[] measured = ["training accuracy %", "test accuracy %", "training loss", "test loss"];
    var table = new ResultTable(["remedy", "epochs", .. measured]);
    var epochs = new ResultTable(["remedy", "epoch", .. measured]);
    foreach (var result in results)
    {
        table.Add([result.Name, $"{result.Epochs.Count}", .. Texts(result.Final)]);
        foreach (var (index, epoch) in result.Epochs.Index())
            epochs.Add([result.Name, $"{index + 1}", .. Texts(epoch)]);
    }

    table.Show();
    table.Save(settings.PathOf("regularization.csv"));
    epochs.Save(settings.PathOf("epochs.csv"));
}

static string[] Texts(Measurement measurement) =>
    [Percent(measurement.TrainingAccuracy), Percent(measurement.TestAccuracy), $"{measurement.TrainingLoss:F4}", $"{measurement.TestLoss:F4}"];

static string Percent(double share) => $"{100 * share:F2}";
