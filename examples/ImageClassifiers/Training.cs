using System.Diagnostics;
using ModelGen;
using ModelGen.Reports;

/// <summary>How the example trains and measures.</summary>
internal static class Training
{
    /// <summary>Images at the end of the training set that show how it goes and are not trained on; a tenth of a smaller set.</summary>
    private const int ValidationSamples = 5_000;

    /// <summary>Trains one network, in phases of growing batches, and evaluates it on the test images.</summary>
    public static Result Run(Architecture architecture, ImageData data, (DataSet Training, DataSet Test) images, Settings settings)
    {
        var classifier = data.IsColor ? architecture.Color : architecture.Grey;
        var model = classifier.Create(settings.Seed);
        var (training, validation) = images.Training.Split(images.Training.Count - Math.Min(ValidationSamples, (images.Training.Count + 9) / 10));
        training = training.Slice(0, Math.Min(settings.Samples, training.Count));
        var started = Stopwatch.GetTimestamp();
        ConsoleView.Run(settings.Epochs, progress =>
        {
            foreach (var phase in Enumerable.Range(0, settings.Epochs).GroupBy(epoch => BatchSize((double)epoch / settings.Epochs)))
            {
                model.Train(training, validation, new TrainingOptions
                {
                    Epochs = phase.Count(),
                    BatchSize = phase.Key,
                    Seed = settings.Seed + phase.First(),
                    KeepBestWeights = false,
                    Progress = progress,
                });
            }
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new(architecture.Name, classifier, seconds / settings.Epochs, seconds, model.Evaluate(images.Test).Accuracy!.Value);
    }

    // A larger batch calms the last steps as a smaller rate would (Smith et al. 2018), and takes less time.
    private static int BatchSize(double shareDone) => shareDone switch
    {
        < 0.5 => 64,
        < 0.75 => 256,
        _ => 1024,
    };
}

/// <summary>What can be set.</summary>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Samples">Training images used, from the first one.</param>
/// <param name="Seed">Of the first weights and of the shuffling.</param>
internal sealed record Settings(int Epochs, int Samples, int Seed);

/// <summary>What came of a training.</summary>
/// <param name="Name">The network's.</param>
/// <param name="Classifier">The network.</param>
/// <param name="SecondsPerEpoch">Validation included.</param>
/// <param name="Seconds">In all.</param>
/// <param name="Accuracy">On the test images, 0 to 1.</param>
internal sealed record Result(string Name, Classifier Classifier, double SecondsPerEpoch, double Seconds, double Accuracy);
