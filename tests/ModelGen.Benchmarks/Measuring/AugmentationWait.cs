using ModelGen.Benchmarks.Networks;

namespace ModelGen.Benchmarks.Measuring;

/// <summary>Whether augmentation keeps up with LeNet-5's steps on two threads: an epoch of 200 batches of 64 images, after one in which the JIT is busy.</summary>
/// <param name="StepMilliseconds">A step, the least of the epochs.</param>
/// <param name="WaitedMilliseconds">Time that the steps of an epoch waited for data, the median of the epochs.</param>
/// <param name="LongestMilliseconds">That of the epoch that waited longest.</param>
internal readonly record struct AugmentationWait(double StepMilliseconds, double WaitedMilliseconds, double LongestMilliseconds)
{
    private const int Batch = 64, Steps = 200, Epochs = 21, Threads = 2;

    /// <summary>What is done to the images, by name; nothing for a training that reads nothing ahead.</summary>
    public static IReadOnlyDictionary<string, Augmentation?> Augmentations { get; } = new Dictionary<string, Augmentation?>
    {
        ["none"] = null,
        ["crop, flip"] = new Augmentation(1, 28, 28).Crop(2).FlipHorizontally(),
        ["translation, rotation, scale"] = new Augmentation(1, 28, 28).Translate(2, 2).Rotate(10).Scale(0.9f, 1.1f),
        ["crop, flip, rotation, scale, erasing"] = new Augmentation(1, 28, 28).Crop(2).FlipHorizontally().Rotate(10).Scale(0.9f, 1.1f).Erase(),
    };

    /// <summary>Trains with one of them.</summary>
    public static AugmentationWait Measure(Augmentation? augmentation)
    {
        var random = new Random(1);
        var images = DataSet.Of([.. Enumerable.Range(0, Batch * Steps * 784).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, Batch * Steps).Select(_ => random.Next(10))]);
        ModelGenThreads.Count = Threads;
        var history = new LeNet5().Train(images, options: new TrainingOptions { Epochs = Epochs, BatchSize = Batch, Augmentation = augmentation });
        var epochs = history.Epochs.Skip(1).ToArray();
        double[] waited = [.. epochs.Select(epoch => epoch.Waited.TotalMilliseconds).Order()];
        return new(epochs.Min(epoch => epoch.Duration.TotalMilliseconds) / Steps, waited[waited.Length / 2], waited[^1]);
    }
}
