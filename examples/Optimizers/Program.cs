using ModelGen.Reports;

return MnistSettings.Run("The optimizers' race on LeNet-5, and all schedules of the rate.", new MnistSettings(Epochs: 3, Samples: 59_000), args, Compare);

static void Compare(MnistSettings settings)
{
    var race = new Race(settings.Training, settings.Test);
    var results = new List<RaceResult>();
    foreach (var contender in Contender.All)
    {
        results.Add(race.Run(contender, settings.Epochs, settings.Seed));
        Console.WriteLine($"{contender.Name}: {Percent(results[^1].TestAccuracy)} % of the test digits");
    }

    WriteTables(results, settings);
    settings.Save("optimizers", Figure.Curves("Training loss of LeNet-5 on MNIST", "step", "log10 of the loss", [.. results.Select(Curve)]));
    settings.Save("schedules", ScheduleGallery.Draw(settings.Training, settings.Validation, settings.Seed));
}

static Curve Curve(RaceResult result) =>
    new(result.Name, [.. result.Course.Select(point => point.Step)], [.. result.Course.Select(point => Math.Log10(point.Loss))]);

static void WriteTables(IEnumerable<RaceResult> results, MnistSettings settings)
{
    var table = new ResultTable("optimizer", "rate", "loss at the start", "half-way", "at the end", "test accuracy %");
    var course = new ResultTable("optimizer", "step", "loss");
    foreach (var result in results)
    {
        var losses = result.Course;
        table.Add(result.Name, $"{result.Rate}", Loss(losses[0]), Loss(losses[losses.Count / 2]), Loss(losses[^1]), Percent(result.TestAccuracy));
        foreach (var point in losses)
            course.Add(result.Name, $"{point.Step}", Loss(point));
    }

    table.Show();
    table.Save(settings.PathOf("optimizers.csv"));
    course.Save(settings.PathOf("losses.csv"));
}

static string Loss((int Step, double Loss) point) => $"{point.Loss:F4}";

static string Percent(double share) => $"{100 * share:F2}";
