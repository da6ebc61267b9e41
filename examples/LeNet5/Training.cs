using System.Diagnostics;
using ModelGen;

/// <summary>How the example trains.</summary>
internal static class Training
{
    /// <summary>Trains on shifted images, in phases of growing batches, each of which ends with the weights of its epoch of least validation loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="validation">What chooses the best epoch.</param>
    /// <param name="settings">Epochs and seed.</param>
    /// <param name="display">Told how it goes.</param>
    /// <returns>The epochs of all phases.</returns>
    public static TrainingHistory Run(LeNet5 model, DataSet images, DataSet validation, Settings settings, IProgress<TrainingProgress> display)
    {
        var started = Stopwatch.GetTimestamp();
        var epochs = new List<TrainingEpoch>();
        foreach (var phase in Enumerable.Range(0, settings.Epochs).GroupBy(epoch => BatchSize((double)epoch / settings.Epochs)))
        {
            var history = model.Train(images, validation, new TrainingOptions
            {
                Epochs = phase.Count(),
                BatchSize = phase.Key,
                Seed = settings.Seed + phase.First(),
                // A digit shifted by a pixel stays a digit, and with new shifts for each epoch the network sees no image twice.
                Augmentation = new Augmentation(1, 28, 28).Crop(padding: 1),
                Progress = display,
            });
            epochs.AddRange(history.Epochs.Select(epoch => epoch with { Epoch = phase.First() + epoch.Epoch }));
        }

        return new(epochs, epochs.MinBy(epoch => epoch.ValidationLoss)!.Epoch, StoppedEarly: false, Stopwatch.GetElapsedTime(started));
    }

    // A larger batch calms the last steps as a smaller rate would (Smith et al. 2018), and takes less time.
    private static int BatchSize(double shareDone) => shareDone switch
    {
        < 0.6 => 32,
        < 0.8 => 128,
        _ => 512,
    };
}
