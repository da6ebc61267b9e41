using ModelGen.Runtime;
using ModelGen.Tests.Runtime;
using Xunit;

namespace ModelGen.Tests.Data;

/// <summary>Trainings that go on in the middle of an epoch, with data that is read ahead.</summary>
public sealed class ResumedDataTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public ResumedDataTests() => File.Delete(path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Cases => new() { { 0, true }, { 30, false }, { 30, true } };

    public void Dispose() => File.Delete(path);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Training_InterruptedEveryFewSteps_HasTheSameBits(int shuffleBuffer, bool isAugmented)
    {
        float[] images = [.. Enumerable.Range(0, 100 * 12).Select(i => i * 29 % 101 / 101f)];
        float[] targets = [.. Enumerable.Range(0, 100).Select(i => i % 7 / 7f)];
        var data = shuffleBuffer == 0
            ? DataSet.Of(images, targets, 100)
            : DataSet.Stream(Enumerable.Range(0, 100), shuffleBuffer, new(12, i => images.AsSpan(12 * i, 12)), new(i => targets[i]));
        var options = new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 9,
            Seed = 2,
            Augmentation = isAugmented ? new Augmentation(3, 2, 2).FlipHorizontally().Rotate(20).MixUp() : null,
        };
        var undisturbed = NewEngine();
        undisturbed.Train(data, options: options, cancellation: Cancellation);

        options = options with { CheckpointPath = path, CheckpointInterval = TimeSpan.Zero, Resume = true };
        var engine = NewEngine();
        for (var stop = 5; stop < 36; stop += 5, engine = NewEngine())
            engine.Train(data, options: options with { Steps = stop }, cancellation: Cancellation);
        engine.Train(data, options: options with { Steps = 36 }, cancellation: Cancellation);
        Assert.Equal(undisturbed.Steps, engine.Steps);
        Assert.Equal(undisturbed.Parameters.Values, engine.Parameters.Values);
    }

    [Fact]
    public void ANormalization_SavedInACheckpoint_LeavesItACheckpoint()
    {
        var data = DataSet.Of([1f, 2, 3, 4], [1f, 2, 3, 4], 4);
        var options = new TrainingOptions { Epochs = 2, CheckpointPath = path, Resume = true };
        var whole = new LinearModel(1, 1, ScoreKind.None) { Rate = 1e-3f }.NewEngine();
        whole.Train(data, options: options with { Epochs = 4, CheckpointPath = null, Resume = false }, cancellation: Cancellation);
        new LinearModel(1, 1, ScoreKind.None) { Rate = 1e-3f }.NewEngine().Train(data, options: options, cancellation: Cancellation);
        var normalization = Normalization.FitStandard(data);
        normalization.Save(path);

        Assert.Equal(normalization.Scale, Normalization.Load(path).Scale);
        var engine = new LinearModel(1, 1, ScoreKind.None) { Rate = 1e-3f }.NewEngine(seed: 9);
        engine.Train(data, options: options with { Epochs = 4 }, cancellation: Cancellation);
        Assert.Equal(whole.Parameters.Values, engine.Parameters.Values);
    }

    private static Engine NewEngine() => new LinearModel(12, 1, ScoreKind.None) { Rate = 1e-2f, Momentum = 0.9f }.NewEngine();
}
