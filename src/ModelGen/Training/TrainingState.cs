namespace ModelGen;

/// <summary>How far a training has come: what a checkpoint holds beside the model and its optimizers.</summary>
internal sealed class TrainingState
{
    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; set; } = 1;

    /// <summary>Batches of it whose steps are done.</summary>
    public int Batches { get; set; }

    /// <summary>Steps of it that are done.</summary>
    public int Steps { get; set; }

    /// <summary>Samples of these steps.</summary>
    public long Samples { get; set; }

    /// <summary>What their losses count: samples or, where these have a loss for each step, steps.</summary>
    public long Weight { get; set; }

    /// <summary>Sum of the losses.</summary>
    public double LossSum { get; set; }

    /// <summary>The first objective's rate in the last step.</summary>
    public double Rate { get; set; }

    /// <summary>Steps of all epochs.</summary>
    public long AllSteps { get; set; }

    /// <summary>Time that it took before it was resumed.</summary>
    public TimeSpan Elapsed { get; set; }

    /// <summary>The epochs that are done.</summary>
    public List<TrainingEpoch> Epochs { get; } = [];

    /// <summary>Mean loss of the epoch's samples so far.</summary>
    public float Loss => (float)(LossSum / Weight);

    /// <summary>Takes over another's place.</summary>
    public void Assign(TrainingState other)
    {
        (Epoch, Batches, Steps, Samples) = (other.Epoch, other.Batches, other.Steps, other.Samples);
        (Weight, LossSum) = (other.Weight, other.LossSum);
        (Rate, AllSteps, Elapsed) = (other.Rate, other.AllSteps, other.Elapsed);
        Epochs.Clear();
        Epochs.AddRange(other.Epochs);
    }

    /// <summary>Goes to the beginning of the next epoch.</summary>
    public void EndEpoch()
    {
        Epoch++;
        (Batches, Steps, Samples, Weight, LossSum) = (0, 0, 0, 0, 0);
    }
}
