using ModelGen;
using ModelGen.Reports;

/// <summary>The rate by step, of every schedule.</summary>
internal static class ScheduleGallery
{
    private const int Steps = 1_000, Epochs = 20, BatchSize = 32;
    private const float Rate = 1e-3f;

    private static readonly (string Name, Schedule[] Schedules)[] All =
    [
        ("Warmup, then CosineDecay", [new Warmup(100), new CosineDecay(Steps)]),
        ("StepDecay", [new StepDecay(300, 0.5f)]),
        ("ExponentialDecay", [new ExponentialDecay(0.5f, 250)]),
        ("InverseTimeDecay", [new InverseTimeDecay(1, 250)]),
        ("PolynomialDecay", [new PolynomialDecay(Steps)]),
        ("CosineRestarts", [new CosineRestarts(140, 2)]),
        ("Cyclical", [new Cyclical(0.2f * Rate, 0.8f * Rate, 125)]),
        ("OneCycle", [new OneCycle(Steps)]),
    ];

    /// <summary>Draws all; the rate of <see cref="ReduceOnPlateau"/>, which the validation loss decides, is that of a training.</summary>
    /// <param name="training">Digits to train on.</param>
    /// <param name="validation">Digits whose loss is to fall.</param>
    /// <param name="seed">Of the training.</param>
    public static Figure Draw(DataSet training, DataSet validation, int seed)
    {
        double[] steps = [.. Enumerable.Range(0, Steps)];
        var curves = All.Select(entry => new Curve(entry.Name, steps, Array.ConvertAll(steps, step => RateAt(entry.Schedules, (long)step))));
        var reduced = Plateaus(training, validation, seed);
        return Figure.Curves("Schedules", "step", "rate", [.. curves, new Curve("ReduceOnPlateau", [.. Enumerable.Range(0, reduced.Count)], reduced)]);
    }

    // Schedules compose: each takes the rate that the one before gives.
    private static double RateAt(Schedule[] schedules, long step) => schedules.Aggregate((double)Rate, (rate, schedule) => schedule.RateAt(rate, step));

    private static List<double> Plateaus(DataSet training, DataSet validation, int seed)
    {
        var model = new AdamNetwork(seed) { Schedules = [new ReduceOnPlateau(0.5f, patience: 1)] };
        model.Hyperparameters["rate"] = Rate;
        var recorder = new StepRecorder();
        // As many steps as the others have, few digits often enough for the loss to stop falling.
        var digits = training.Slice(0, Math.Min(training.Count, Steps / Epochs * BatchSize));
        model.Train(digits, validation, new TrainingOptions { Steps = Steps, BatchSize = BatchSize, Seed = seed, Callbacks = [recorder] });
        return recorder.Rates;
    }
}
