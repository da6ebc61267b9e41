using ModelGen;

/// <summary>Trains the same network from the same weights, on the same batches, with each optimizer.</summary>
/// <param name="training">The digits to learn.</param>
/// <param name="test">The digits that show what was learned.</param>
internal sealed class Race(DataSet training, DataSet test)
{
    private const int BatchSize = 64;

    /// <summary>Trains a network.</summary>
    /// <param name="contender">The optimizer.</param>
    /// <param name="epochs">Passes over the training digits.</param>
    /// <param name="seed">The same for all.</param>
    public RaceResult Run(Contender contender, int epochs, int seed)
    {
        var model = contender.Create(seed);
        var recorder = new StepRecorder();
        model.Train(training, options: new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Seed = seed, Callbacks = [recorder] });
        return new(contender.Name, model.Hyperparameters["rate"], recorder.Losses, model.Evaluate(test).Accuracy!.Value);
    }
}

/// <summary>What came of a training.</summary>
/// <param name="Name">The optimizer.</param>
/// <param name="Rate">Its rate.</param>
/// <param name="Losses">The loss of each step.</param>
/// <param name="TestAccuracy">Share of right answers to the test digits, 0 to 1.</param>
internal sealed record RaceResult(string Name, float Rate, IReadOnlyList<double> Losses, double TestAccuracy)
{
    private const int MostPoints = 70;

    /// <summary>Steps that are a point of the curve.</summary>
    private int Window => (Losses.Count + MostPoints - 1) / MostPoints;

    /// <summary>Mean losses of neighbouring steps, each with the last of these steps: single batches differ too much for a line to be read.</summary>
    public IReadOnlyList<(int Step, double Loss)> Course =>
        [.. Losses.Chunk(Window).Select((losses, index) => (index * Window + losses.Length, losses.Average()))];
}
