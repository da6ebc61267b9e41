using ModelGen.Runtime;
using Xunit;

namespace ModelGen.Tests.Runtime;

[Collection(nameof(Alone))]
public sealed class DeterminismTests : IDisposable
{
    private readonly int threads = ModelGenThreads.Count;

    public void Dispose() => ModelGenThreads.Count = threads;

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(300)]
    public void TrainStep_GivesTheSameBitsForAnyNumberOfThreads(int batch)
    {
        // 20,001 parameters are five ranges of the update, and enough to update them on several threads.
        const int Inputs = 20_000;
        var random = new Random(1);
        float[] inputs = [.. Enumerable.Range(0, batch * Inputs).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = [.. Enumerable.Range(0, batch).Select(_ => random.NextSingle())];
        float[]? expected = null;
        foreach (var count in (ReadOnlySpan<int>)[1, 2, 3])
        {
            ModelGenThreads.Count = count;
            var engine = new LinearModel(Inputs, 1, ScoreKind.None) { Rate = 1e-4f, Momentum = 0.9f, Penalty = 1e-3f, ClipNorm = 1 }.NewEngine();
            for (var i = 0; i < 3; i++)
                engine.TrainStep(0, Columns.Of(inputs, targets));
            expected ??= engine.Parameters.Values.ToArray();
            Assert.True(expected.AsSpan().SequenceEqual(engine.Parameters.Values));
        }
    }

    [Fact]
    public void Train_GivesTheSameBitsForAnyNumberOfThreads()
    {
        var (inputs, labels) = Samples.Classes(333);
        var data = DataSet.Of(inputs, labels);
        float[]? expected = null;
        foreach (var count in (ReadOnlySpan<int>)[1, 2, 3])
        {
            ModelGenThreads.Count = count;
            var engine = new LinearModel(3, 3, ScoreKind.Logits).NewEngine();
            engine.Train(data, data, new TrainingOptions { Epochs = 3, BatchSize = 50, Seed = 4 }, TestContext.Current.CancellationToken);
            expected ??= engine.Parameters.Values.ToArray();
            Assert.True(expected.AsSpan().SequenceEqual(engine.Parameters.Values));
        }
    }

    [Fact]
    public void Train_OfModelsAtOnce_NeitherWaitsForeverNorChangesABit()
    {
        ModelGenThreads.Count = 2;
        var expected = Train();
        var trained = new float[4][];
        var trainers = Enumerable.Range(0, trained.Length).Select(index => new Thread(() => trained[index] = Train()) { IsBackground = true }).ToArray();
        foreach (var trainer in trainers)
            trainer.Start();
        Assert.All(trainers, trainer => Assert.True(trainer.Join(TimeSpan.FromMinutes(1)), "The models wait for each other."));
        Assert.All(trained, parameters => Assert.Equal(expected, parameters));

        static float[] Train()
        {
            var (inputs, labels) = Samples.Classes(333);
            var engine = new LinearModel(3, 3, ScoreKind.Logits).NewEngine();
            engine.Train(DataSet.Of(inputs, labels), options: new TrainingOptions { Epochs = 20, BatchSize = 50, Seed = 4 }, cancellation: TestContext.Current.CancellationToken);
            return engine.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Count_RefusesZero() => Assert.Throws<ArgumentOutOfRangeException>(() => ModelGenThreads.Count = 0);

    [Fact]
    public void Augmentation_GivesTheSameBitsForAnyNumberOfThreads_AndForAStreamOfTheSameSamples()
    {
        float[] images = [.. Enumerable.Range(0, 300 * 48).Select(i => i * 29 % 101 / 101f)];
        float[] targets = [.. Enumerable.Range(0, 300).Select(i => i % 7 / 7f)];
        DataSet[] sets =
        [
            DataSet.Of(images, targets, 300),
            DataSet.Stream(Enumerable.Range(0, 300), 1, new(48, i => images.AsSpan(48 * i, 48)), new(i => targets[i])),
        ];
        var augmentation = new Augmentation(3, 4, 4).Rotate(30).FlipHorizontally().Erase().MixUp(1);
        float[]? expected = null;
        foreach (var count in (ReadOnlySpan<int>)[1, 2, 4])
        {
            foreach (var data in sets)
            {
                ModelGenThreads.Count = count;
                var engine = new LinearModel(48, 1, ScoreKind.None) { Rate = 1e-3f }.NewEngine();
                engine.Train(data, options: new TrainingOptions { Epochs = 3, BatchSize = 4, Shuffle = false, Augmentation = augmentation }, cancellation: TestContext.Current.CancellationToken);
                expected ??= engine.Parameters.Values.ToArray();
                Assert.Equal(expected, engine.Parameters.Values);
            }
        }
    }
}
