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

    /// <summary>
    /// Early stopping: after so many epochs without improvement of the validation loss (without validation, of the training loss), or of <see cref="BestMetric"/>;
    /// nothing for never.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>By how much the loss must fall, or <see cref="BestMetric"/> change to the better, to count as an improvement, at least 0.</summary>
    public float MinimumImprovement { get; init; }

    /// <summary>
    /// The name of one of <see cref="Metrics"/> that tells the best epoch, for <see cref="Patience"/> and <see cref="KeepBestWeights"/>: <c>"F1"</c>; nothing for
    /// the loss. NaN is never an improvement. Schedules that follow the loss still do.
    /// </summary>
    public string? BestMetric { get; init; }

    /// <summary>Whether <see cref="BestMetric"/> is the better the larger it is, as accuracies are; errors and perplexity are not.</summary>
    public bool IsLargerBetter { get; init; } = true;

    /// <summary>
    /// Whether training ends with the parameters and state of its best epoch, the last that improved the validation loss or <see cref="BestMetric"/>. Without
    /// validation it ends with the last epoch's.
    /// </summary>
    public bool KeepBestWeights { get; init; } = true;

    /// <summary>
    /// A file that gets the whole state of training: weights, what the optimizer and the schedules keep, the place in the data, the random numbers', the history. It is written every
    /// <see cref="CheckpointInterval"/>, after each epoch, when training is cancelled, and at its end; each time beside the file and then renamed, so that a whole one is always there. <c>Load</c> reads its weights: those of the best epoch so far where
    /// <see cref="KeepBestWeights"/> keeps them, otherwise the last.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Least time between two checkpoints within an epoch; zero for one after each step, <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether training goes on from <see cref="CheckpointPath"/>, where there is such a file: with the same data and options it ends with the bits of a training that was never interrupted. Hyper-parameters, schedules and
    /// groups are those that the model has now. Other data (by count and a hash of values; of streams the columns alone) or another augmentation are refused.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Batches whose gradients make one step, at least 1: as a batch of their samples together, in the memory of one.</summary>
    public int AccumulatedBatches { get; init; } = 1;

    /// <summary>Steps in all, whatever number of epochs that is (the last may be cut short); nothing for <see cref="Epochs"/>.</summary>
    public long? Steps { get; init; }

    /// <summary>Told of each step and each epoch, in this order; each may end the training.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>What is measured on the validation data, which there must be, after each epoch, beside loss and accuracy.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <exception cref="ArgumentException">An empty path, none to resume from, metrics that cannot be told apart, or a best one that is none of them.</exception>
    /// <exception cref="DirectoryNotFoundException">A checkpoint's folder that does not exist.</exception>
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
        ArgumentOutOfRangeException.ThrowIfLessThan(AccumulatedBatches, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps ?? 1, 1, nameof(Steps));
        if (CheckpointInterval < TimeSpan.Zero && CheckpointInterval != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(CheckpointInterval), CheckpointInterval, "Expected zero or more, or Timeout.InfiniteTimeSpan.");
        if (CheckpointPath is "")
            throw new ArgumentException("Expected a file, or null for none, got an empty text.", nameof(CheckpointPath));
        if (CheckpointPath is not null && Path.GetDirectoryName(Path.GetFullPath(CheckpointPath)) is var folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"'{CheckpointPath}' cannot be written: there is no folder '{folder}'.");
        if (Resume && CheckpointPath is null)
            throw new ArgumentException("Expected a CheckpointPath to resume from.", nameof(Resume));
        CheckList(Callbacks, nameof(Callbacks));
        CheckMetrics(Metrics, nameof(Metrics));
        if (BestMetric is not null && Metrics.All(metric => metric.Name != BestMetric))
        {
            var names = Metrics.Count == 0 ? "none" : string.Join(", ", Metrics.Select(metric => metric.Name));
            throw new ArgumentException($"No metric is called '{BestMetric}'. Metrics has: {names}.", nameof(BestMetric));
        }
    }

    /// <summary>What an epoch is judged by, smaller being better: the metric that is to tell, otherwise the validation loss, or without any that of training.</summary>
    internal double Judge(TrainingEpoch epoch) => BestMetric is null ? epoch.ValidationLoss ?? epoch.Loss
        : IsLargerBetter ? -epoch.Metrics[BestMetric]
        : epoch.Metrics[BestMetric];

    /// <exception cref="ArgumentException">One is null, or two have one name.</exception>
    internal static void CheckMetrics(IReadOnlyList<Metric> metrics, string name)
    {
        CheckList(metrics, name);
        if (metrics.GroupBy(metric => metric.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two metrics are called '{twice.Key}'.", name);
    }

    private static void CheckList<T>(IReadOnlyList<T> list, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(list, name);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is null)
                throw new ArgumentException($"Element {i} is null.", name);
        }
    }
}
