using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Training with every feature that a step can have.</summary>
public sealed class TrainingWithEverythingTests
{
    private const int Images = 96, BatchSize = 8, AccumulatedBatches = 2, Steps = Images / BatchSize / AccumulatedBatches;

    // .NET itself allocates once where a thread first has to wait, whenever that is; a step of ours would allocate in every training.
    private const int Trainings = 4;

    [Theory, InlineData("Sgd(0.01f, Momentum = 0.9f, WeightDecay = 1e-4f)"), InlineData("AdamW(1e-3f, AmsGrad = true)"), InlineData("Nadam")]
    public void NoStepAllocates(string optimizer)
    {
        var model = DynamicModel.Of(
            "Input(1, 12, 12), Conv2D(4, 3), ParameterGroup(RateFactor = 0.5f), BatchNorm, Relu, MaxPool2D(2), SpatialDropout2D(0.1f), Flatten, "
            + "Dense(20), ParameterGroup(WeightDecay = 0.02f), Tanh, GaussianNoise(0.1f), Dropout(0.3f), Dense(12), ParameterGroup(IsFrozen = true), Dense(3), CrossEntropy(LabelSmoothing = 0.1f), "
            + $"{optimizer}, L1(1e-5f), L2(1e-4f), WeightDecay(1e-3f), MaxNorm(2), ClipGradientNorm(1), ClipGradientValue(0.5f), "
            + "Warmup(3), CosineDecay(100), ReduceOnPlateau(0.5f, 1), ParameterGroup(\"*.bias\", RateFactor = 2)").Trainable;
        var random = new Random(1);
        var data = DataSet.Of([.. Enumerable.Range(0, Images * 144).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, Images).Select(i => i % 3)]);
        var options = new TrainingOptions
        {
            Epochs = 4,
            BatchSize = BatchSize,
            AccumulatedBatches = AccumulatedBatches,
            Augmentation = new Augmentation(1, 12, 12).Crop(2).FlipHorizontally().Rotate(10).Scale(0.9f, 1.1f).Translate(1, 1).Erase(),
            Patience = 10,
            Metrics = [new F1()],
        };
        Assert.Contains(0, Enumerable.Range(0, Trainings).Select(_ => Allocated()));

        long Allocated()
        {
            var meter = new Meter();
            _ = model.Train(data, data, options with { Callbacks = [meter] }, TestContext.Current.CancellationToken);
            Assert.Equal(4 * Steps, meter.Steps);
            return meter.Allocated;
        }
    }

    /// <summary>Bytes that the training thread allocates from each step's end to the next one's, within epochs from the second on.</summary>
    private sealed class Meter : TrainingCallback
    {
        private long last;

        public int Steps { get; private set; }

        public long Allocated { get; private set; }

        public override void OnStep(TrainingContext training)
        {
            if (training is { Epoch: > 1, Step: > 1 })
            {
                Allocated += GC.GetAllocatedBytesForCurrentThread() - last;
            }

            Steps++;
            last = GC.GetAllocatedBytesForCurrentThread();
        }
    }
}
