using ModelGen;

/// <summary>How the example trains.</summary>
internal static class Training
{
    /// <summary>Trains on shifted images; the model ends with the weights of the epoch with the least validation loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="validation">What chooses the best epoch.</param>
    /// <param name="settings">Epochs and seed.</param>
    /// <param name="bestFile">Gets the best epoch's weights.</param>
    /// <param name="progress">Told how it goes.</param>
    public static void Run(LeNet5 model, DataSet images, DataSet validation, Settings settings, string bestFile, IProgress<TrainingProgress> progress)
    {
        var random = new Random(settings.Seed);
        var shifted = new ShiftedImages(images);
        var leastLoss = double.PositiveInfinity;
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            var history = model.Train(shifted.Draw(random), validation, new TrainingOptions
            {
                Epochs = 1,
                BatchSize = BatchSize((double)epoch / settings.Epochs),
                Seed = random.Next(),
                Progress = progress,
            });
            if (history.Epochs[0].ValidationLoss is { } loss && loss < leastLoss)
            {
                leastLoss = loss;
                model.Save(bestFile);
            }
        }

        model.Load(bestFile);
    }

    // A larger batch calms the last steps as a smaller rate would (Smith et al. 2018), and takes less time.
    private static int BatchSize(double shareDone) => shareDone switch
    {
        < 0.6 => 32,
        < 0.8 => 128,
        _ => 512,
    };
}
