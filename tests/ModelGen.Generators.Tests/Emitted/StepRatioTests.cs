using ModelGen.Testing;

namespace ModelGen.Generators.Tests.Emitted;

/// <summary>Objectives that step less often than others.</summary>
public sealed class StepRatioTests
{
    private const string Critic = """
        using ModelGen;
        using static ModelGen.Ops;

        [Model]
        public partial class Sample
        {
            [Network] static Symbol Generate([Normal(5)] Symbol noise) => Dense(noise, 4);

            [Network] static Symbol Judge([Shape(4)] Symbol x) => Dense(Relu(Dense(x, 7)), 1);

            [Objective(nameof(Generate)), Adam(1e-2f), Every(3)]
            static Symbol GeneratorLoss([Normal(5)] Symbol noise) => -Judge(Generate(noise));

            [Objective(nameof(Judge)), Sgd(1e-2f)]
            static Symbol CriticLoss([Shape(4)] Symbol real, [Normal(5)] Symbol noise) => Judge(Generate(noise)) - Judge(real);
        }
        """;

    private delegate float StepOfBatch(int batchSize);

    private delegate float StepOnData(ReadOnlySpan<float> real);

    private delegate TrainingHistory TrainOnData(DataSet data, DataSet? validation, TrainingOptions? options, CancellationToken cancellation);

    [Fact]
    public void Train_StepsAnObjectiveAtTheLastOfItsSteps()
    {
        float[] real = [.. Enumerable.Range(0, 8 * 5 * 4).Select(i => i * 7 % 11 / 11f)];
        var trained = DynamicModel.Create(Critic, seed: 1);
        var stepped = trained.Twin(seed: 1);
        var (criticStep, generatorStep) = (stepped.Method<StepOnData>("CriticLossStep"), stepped.Method<StepOfBatch>("GeneratorLossStep"));

        var history = trained.Method<TrainOnData>("Train")(
            DataSet.Of(DataColumn.Of(real, 4)), null, new TrainingOptions { Epochs = 2, BatchSize = 8, Shuffle = false }, TestContext.Current.CancellationToken);

        var losses = new List<float>();
        for (var step = 1; step <= 10; step++)
        {
            if (step % 3 == 0)
            {
                _ = generatorStep(8);
            }

            losses.Add(criticStep(real.AsSpan((step - 1) % 5 * 32, 32)));
        }

        Assert.Equal(stepped.Parameters.Values, trained.Parameters.Values);
        Assert.Equal(losses.Take(5).Average(), history.Epochs[0].Loss, tolerance: 1e-5f);
        Assert.Equal(losses.Skip(5).Average(), history.Epochs[1].Loss, tolerance: 1e-5f);
    }

    [Fact]
    public void Train_GoesOnInTurnAfterACheckpoint()
    {
        float[] real = [.. Enumerable.Range(0, 8 * 5 * 4).Select(i => i * 7 % 11 / 11f)];
        var data = DataSet.Of(DataColumn.Of(real, 4));
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
        try
        {
            var whole = DynamicModel.Create(Critic, seed: 1);
            _ = whole.Method<TrainOnData>("Train")(data, null, new TrainingOptions { Steps = 10, BatchSize = 8, AccumulatedBatches = 2 }, TestContext.Current.CancellationToken);
            foreach (var steps in (int[])[4, 10])
            {
                var part = whole.Twin(seed: 1);
                var options = new TrainingOptions { Steps = steps, BatchSize = 8, AccumulatedBatches = 2, CheckpointPath = path, Resume = true };
                _ = part.Method<TrainOnData>("Train")(data, null, options, TestContext.Current.CancellationToken);
                if (steps == 10)
                {
                    Assert.Equal(whole.Parameters.Values, part.Parameters.Values);
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
