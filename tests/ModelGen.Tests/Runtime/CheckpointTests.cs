using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

/// <summary>A training that is interrupted anywhere and resumed ends in the bits of one that is not.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly DataSet Data = Classes(70), Validation = Classes(30, seed: 5);

    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DataSet Classes(int count, int seed = 3)
    {
        var (inputs, labels) = Samples.Classes(count, seed);
        return DataSet.Of(inputs, labels);
    }

    private static Engine NewEngine(int seed = 1) =>
        new LinearModel(3, 3, ScoreKind.Logits) { Rate = 0.5f, Momentum = 0.9f, Penalty = 1e-3f, ClipNorm = 1, Schedules = [new Warmup(5), new ReduceOnPlateau(0.5f, 1) { Threshold = 0.2f }] }.NewEngine(seed);

    private TrainingOptions Options(int epochs = 4, int accumulated = 1) => new()
    {
        Epochs = epochs,
        BatchSize = 16,
        Seed = 7,
        AccumulatedBatches = accumulated,
        CheckpointPath = path,
        CheckpointInterval = TimeSpan.Zero,
        Resume = true,
        Metrics = [new TopKAccuracy(2)],
    };

    public void Dispose() => File.Delete(path);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Training_InterruptedAtEachStep_HasTheSameBits(int accumulated)
    {
        var undisturbed = NewEngine();
        var expected = undisturbed.Train(Data, Validation, Options(accumulated: accumulated), Cancellation);
        File.Delete(path);

        TrainingHistory? history = null;
        var interruptions = 0;
        while (history is null)
        {
            // Once there is a checkpoint, the weights that the model begins with do not matter.
            var engine = NewEngine(seed: interruptions == 0 ? 1 : 100 + interruptions);
            using var source = new CancellationTokenSource();
            try
            {
                history = engine.Train(Data, Validation, Options(accumulated: accumulated) with { Callbacks = [new CancelAfter(source, steps: 1 + interruptions % 2)] }, source.Token);
                AssertSame(undisturbed, engine);
            }
            catch (OperationCanceledException)
            {
                interruptions++;
            }
        }

        Assert.True(interruptions >= 5, $"{interruptions} interruptions");
        Assert.Equal(expected.BestEpoch, history.BestEpoch);
        Assert.Equal(
            expected.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.Rate, epoch.Metrics["top-2 accuracy"])),
            history.Epochs.Select(epoch => (epoch.Epoch, epoch.Loss, epoch.ValidationLoss, epoch.ValidationAccuracy, epoch.Rate, epoch.Metrics["top-2 accuracy"])));
    }

    [Fact]
    public void Training_GoesOnForMoreEpochs()
    {
        var (whole, first, second) = (NewEngine(), NewEngine(), NewEngine(seed: 9));
        whole.Train(Data, Validation, Options(epochs: 5) with { CheckpointPath = null, Resume = false }, Cancellation);
        first.Train(Data, Validation, Options(epochs: 2), Cancellation);
        var history = second.Train(Data, Validation, Options(epochs: 5), Cancellation);
        Assert.Equal(5, history.Epochs.Count);
        AssertSame(whole, second);

        // What is done already is only looked up.
        var third = NewEngine(seed: 10);
        Assert.Equal(history.Epochs.Select(epoch => epoch.Loss), third.Train(Data, Validation, Options(epochs: 5), Cancellation).Epochs.Select(epoch => epoch.Loss));
        AssertSame(whole, third);
    }

    [Fact]
    public void Training_GoesOnForMoreSteps()
    {
        var (whole, first, second) = (NewEngine(), NewEngine(), NewEngine(seed: 9));
        var options = Options() with { KeepBestWeights = false, Metrics = [] };
        whole.Train(Data, options: options with { Steps = 12, CheckpointPath = null, Resume = false }, cancellation: Cancellation);
        first.Train(Data, options: options with { Steps = 3 }, cancellation: Cancellation);
        var history = second.Train(Data, options: options with { Steps = 12 }, cancellation: Cancellation);
        Assert.Equal([1, 2, 3], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(9, second.Steps - first.Steps);
        AssertSame(whole, second);
    }

    [Fact]
    public void Training_ThatStoppedEarly_GoesOnWithMorePatience()
    {
        TrainingOptions With(int? patience, int epochs = 12) => Options(epochs) with { Patience = patience, MinimumImprovement = 0.05f, KeepBestWeights = false };
        var (whole, first, second) = (NewEngine(), NewEngine(), NewEngine(seed: 9));
        whole.Train(Data, Validation, With(null) with { CheckpointPath = null, Resume = false }, Cancellation);
        var history = first.Train(Data, Validation, With(patience: 1), Cancellation);
        Assert.True(history is { StoppedEarly: true, Epochs.Count: > 1 and < 11 });

        // As long as the patience is the same, it is over.
        Assert.Equal((history.Epochs.Count, true), NewEngine().Train(Data, Validation, With(patience: 1), Cancellation) is var same ? (same.Epochs.Count, same.StoppedEarly) : default);
        Assert.False(NewEngine().Train(Data, Validation, With(patience: 1, history.Epochs.Count), Cancellation).StoppedEarly);
        Assert.Equal(12, second.Train(Data, Validation, With(null), Cancellation).Epochs.Count);
        AssertSame(whole, second);
    }

    [Fact]
    public void Training_GoesOnByItsMetric()
    {
        TrainingOptions ByMetric(int epochs) => Options(epochs) with { BestMetric = "top-2 accuracy", Patience = 8 };
        var (whole, first, second) = (NewEngine(), NewEngine(), NewEngine(seed: 9));
        var expected = whole.Train(Data, Validation, ByMetric(6) with { CheckpointPath = null, Resume = false }, Cancellation);
        first.Train(Data, Validation, ByMetric(2), Cancellation);
        Assert.Equal(expected.BestEpoch, second.Train(Data, Validation, ByMetric(6), Cancellation).BestEpoch);
        AssertSame(whole, second);
        AssertRefused("BestMetric is top-2 accuracy, larger being better, this one's is the loss", NewEngine(), Options(6));
    }

    [Fact]
    public void Checkpoint_IsAFileOfWeights()
    {
        var engine = NewEngine();
        engine.Train(Data, Validation, Options(), Cancellation);
        var loaded = NewEngine(seed: 9);
        loaded.Load(path);
        AssertSame(engine, loaded);
        Assert.Contains("training:optimizer.0", Safetensors.Read(path).Select(tensor => tensor.Name));
    }

    [Fact]
    public void Training_WithoutACheckpoint_StartsAnew_WhereItMay()
    {
        Assert.Equal(4, NewEngine().Train(Data, Validation, Options(), Cancellation).Epochs.Count);
        Assert.Equal(4, NewEngine().Train(Data, Validation, Options() with { Resume = false }, Cancellation).Epochs.Count);
        Assert.Throws<ArgumentException>("Resume", () => NewEngine().Train(Data, Validation, Options() with { CheckpointPath = null }, Cancellation));
    }

    [Fact]
    public void Checkpoint_OfAnotherTraining_SaysWhatDiffers()
    {
        NewEngine().Train(Data, Validation, Options(), Cancellation);
        AssertRefused("BatchSize is 16, this one's is 8", NewEngine(), Options() with { BatchSize = 8 });
        AssertRefused("Seed is 7, this one's is 8", NewEngine(), Options() with { Seed = 8 });
        AssertRefused("Shuffle is true, this one's is false", NewEngine(), Options() with { Shuffle = false });
        AssertRefused("kept the best epoch's weights", NewEngine(), Options() with { KeepBestWeights = false });
        AssertRefused("batches of an epoch is 5, this one's is 4", NewEngine(), Options(), Data.Slice(0, 50));
        AssertRefused("'dense1.weight' has the shape [3, 3]; expected [4, 3]", new LinearModel(3, 4, ScoreKind.Logits).NewEngine(), Options());
        AssertRefused("the optimizer of 'Loss' was Sgd, this one's is Lion", new LinearModel(3, 3, ScoreKind.Logits) { Optimizer = "Lion" }.NewEngine(), Options());

        AssertRefused("Augmentation is none, this one's is 1 × 1 × 3: FlipHorizontally(0.5)", NewEngine(), Options() with { Augmentation = new Augmentation(1, 1, 3).FlipHorizontally() });
        AssertRefused("data is 70 samples", NewEngine(), Options(), Classes(70, seed: 4));
        AssertRefused("validation data is 30 samples", NewEngine(), Options(), validation: Classes(30, seed: 6));

        NewEngine().Save(path);
        AssertRefused("weights alone", NewEngine(), Options());
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^5]);
        AssertRefused("truncated", NewEngine(), Options());
    }

    [Fact]
    public void Checkpoint_IsOfItsFold()
    {
        var folds = Data.Shuffle(1).KFold(5);
        NewEngine().Train(folds[0].Training, folds[0].Validation, Options(), Cancellation);
        Assert.All(folds.Skip(1), fold => AssertRefused("of a training whose data is 56 samples", NewEngine(), Options(), fold.Training, fold.Validation));
        AssertRefused("of a training whose data is 56 samples", NewEngine(), Options(), folds[0].Training.Shuffle(2));
        Assert.Equal(5, NewEngine().Train(folds[0].Training, folds[0].Validation, Options(epochs: 5), Cancellation).Epochs.Count);
    }

    [Theory, InlineData("training:parameters"), InlineData("training:state")]
    public void Checkpoint_WithAnotherLength_ChangesNothing(string name)
    {
        NewEngine().Train(Data, Validation, Options(), Cancellation);
        var damaged = Safetensors.Read(path).Select(tensor => tensor.Name == name ? new StoredTensor(name, [1], [0]) : tensor).ToArray();
        Safetensors.Write(path, damaged, Safetensors.ReadMetadata(path));
        AssertRefused($"its '{name}' has 1 values, the model has {(name.EndsWith('s') ? 12 : 2)}", NewEngine(seed: 9), Options());
    }

    [Fact]
    public void AFolderThatIsNotThere_IsSaidAtOnce()
    {
        var (engine, lost) = (NewEngine(), Path.Combine(path, "best.safetensors"));
        var message = Assert.Throws<DirectoryNotFoundException>(() => engine.Train(Data, Validation, Options() with { CheckpointPath = lost }, Cancellation)).Message;
        Assert.Equal($"'{lost}' cannot be written: there is no folder '{path}'.", message);
        Assert.Equal(0, engine.Steps);
    }

    private void AssertRefused(string expected, Engine engine, TrainingOptions options, DataSet? data = null, DataSet? validation = null)
    {
        var before = engine.Parameters.Values.ToArray();
        var message = Assert.Throws<InvalidDataException>(() => engine.Train(data ?? Data, validation ?? Validation, options, Cancellation)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(path, message, StringComparison.Ordinal);
        Assert.Equal(before, engine.Parameters.Values.ToArray());
    }

    private static void AssertSame(Engine expected, Engine actual)
    {
        Assert.Equal(expected.Parameters.Values.ToArray(), actual.Parameters.Values.ToArray());
        Assert.Equal(expected.State.Values.ToArray(), actual.State.Values.ToArray());
    }

    private sealed class CancelAfter(CancellationTokenSource source, int steps) : TrainingCallback
    {
        private int done;

        public override void OnStep(TrainingContext training)
        {
            if (++done >= steps)
                source.Cancel();
        }
    }
}
