namespace ModelGen;

/// <summary>How <c>Train</c> goes about it.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the data, at least 1.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples a step: 1 is stochastic, the whole data set is batch gradient descent. The last batch of an epoch may be smaller, and is trained unless the model needs more samples in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Decides the order of the samples, on every machine alike.</summary>
    public int Seed { get; init; }

    /// <summary>Whether each epoch takes the samples in a new order; otherwise it takes them as the data set has them.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>What happens to the images of the training data in each epoch, as <see cref="Seed"/> decides; nothing for as they are.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>Told how training goes: every <see cref="ProgressInterval"/>, and at the end of each epoch. Called on the training thread.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Least time between two reports within an epoch; zero for one after each step.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Early stopping: after so many epochs without improvement of the validation loss (without validation, of the training loss); nothing for never.</summary>
    public int? Patience { get; init; }

    /// <summary>By how much the loss must fall to count as an improvement, at least 0.</summary>
    public float MinimumImprovement { get; init; }

    /// <summary>Whether training ends with the parameters and state of its best epoch, the last that improved the validation loss. Without validation it ends with the last epoch's.</summary>
    public bool KeepBestWeights { get; init; } = true;

    /// <summary>A file that gets the weights of each epoch that improved on those before.</summary>
    public string? CheckpointPath { get; init; }

    /// <exception cref="ArgumentException">An empty path.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option out of its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience ?? 1, 1, nameof(Patience));
        if (!(MinimumImprovement is >= 0 and < float.PositiveInfinity))
            throw new ArgumentOutOfRangeException(nameof(MinimumImprovement), MinimumImprovement, "Expected a finite number, 0 or more.");
        if (ProgressInterval < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(ProgressInterval), ProgressInterval, "Expected zero or more.");
        if (CheckpointPath is "")
            throw new ArgumentException("Expected a file, or null for none, got an empty text.", nameof(CheckpointPath));
    }
}
