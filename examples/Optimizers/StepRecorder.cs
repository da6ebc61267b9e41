using ModelGen;

/// <summary>Takes down the loss and the rate of each step.</summary>
internal sealed class StepRecorder : TrainingCallback
{
    /// <summary>Each step's mean loss.</summary>
    public List<double> Losses { get; } = [];

    /// <summary>Each step's rate.</summary>
    public List<double> Rates { get; } = [];

    /// <inheritdoc/>
    public override void OnStep(TrainingContext training)
    {
        Losses.Add(training.Loss);
        Rates.Add(training.Rate);
    }
}
