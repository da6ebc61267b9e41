using System.Numerics.Tensors;
using ModelGen.Runtime;
using ModelGen.Tests.Data;
using Xunit;

namespace ModelGen.Tests.Runtime;

[Collection(nameof(Alone))]
public sealed class AllocationTests : IDisposable
{
    private readonly int threads = ModelGenThreads.Count;

    public AllocationTests() => ModelGenThreads.Count = 2;

    public void Dispose() => ModelGenThreads.Count = threads;

    [Fact]
    public void TrainStep_AllocatesNothingAfterTheFirst()
    {
        var (inputs, targets) = Samples.Line(200);
        var engine = new LinearModel(2, 1, ScoreKind.None) { Penalty = 1e-3f, ClipNorm = 1 }.NewEngine();
        AssertAllocatesNothing(() => engine.TrainStep(0, Columns.Of(inputs, targets)));
        AssertAllocatesNothing(() => engine.Loss(0, Columns.Of(inputs, targets)));
        AssertAllocatesNothing(() => engine.ComputeGradients(0, Columns.Of(inputs, targets)));
    }

    [Fact]
    public void Predict_AllocatesNothingAfterTheFirst()
    {
        var inputs = Samples.Line(200).Inputs;
        var outputs = new float[200];
        var engine = new LinearModel(2, 1, ScoreKind.BinaryLogits).NewEngine();
        AssertAllocatesNothing(() => engine.Predict(0, inputs.AsSpan(0, 2), outputs.AsSpan(0, 1)));
        AssertAllocatesNothing(() => engine.Probabilities(0, inputs.AsSpan(0, 2), outputs.AsSpan(0, 1)));
        AssertAllocatesNothing(() => engine.Label(0, inputs.AsSpan(0, 2)));
        AssertAllocatesNothing(() => engine.Predict(0, new ReadOnlyTensorSpan<float>(inputs, [200, 2]), new TensorSpan<float>(outputs, [200, 1])));
    }

    [Fact]
    public void Train_AllocatesNothingPerStep()
    {
        var (inputs, labels) = Samples.Classes(512);
        var data = DataSet.Of(inputs, labels);
        var engine = new LinearModel(3, 3, ScoreKind.Logits).NewEngine();
        var few = Allocated(batchSize: 512);
        var many = Allocated(batchSize: 8);
        // The larger batch needs larger buffers; 63 more steps an epoch must need nothing.
        Assert.True(many <= few, $"{many} bytes for 640 steps, {few} for 10.");

        long Allocated(int batchSize)
        {
            var least = long.MaxValue;
            for (var attempt = 0; attempt < 5; attempt++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                engine.Train(data, options: new TrainingOptions { Epochs = 10, BatchSize = batchSize, Progress = new Silent(), ProgressInterval = TimeSpan.Zero });
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return least;
        }
    }

    [Fact]
    public void ReadingAhead_AllocatesNothingAfterTheFirstBatches()
    {
        var pixels = new float[2];
        var data = DataSet.Stream(Enumerable.Range(0, int.MaxValue), 100, new(2, _ => pixels), new(i => i % 3));
        using var reader = new BatchReader(data, "data", NumberedBatches.Objectives, new Batching(8, IsShuffled: true));
        reader.Begin(1);
        AssertAllocatesNothing(() => reader.Read(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Augmentation_AllocatesNothingAfterTheFirstBatches()
    {
        var data = DataSet.Of(DataColumn.Of(new float[2 * 64_000], 2), DataColumn.Of(new int[64_000])).OneHot(3);
        ObjectiveLayout[] objectives = [NumberedBatches.Objective("Loss", new ColumnLayout("inputs", 2), new ColumnLayout("targets", 3))];
        var augmentation = new Augmentation(1, 1, 2).Crop(1).Rotate(10).Erase().MixUp();
        using var reader = new BatchReader(data, "data", objectives, new Batching(8, IsShuffled: true, Augmentation: augmentation));
        reader.Begin(1);
        AssertAllocatesNothing(() => reader.Read(TestContext.Current.CancellationToken));
    }

    /// <summary>Neither this thread nor any other: of several attempts the one that nothing else in the process disturbed.</summary>
    private static void AssertAllocatesNothing(Action action)
    {
        for (var i = 0; i < 100; i++)
            action();
        long onThisThread = 0, leastAnywhere = long.MaxValue;
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var everywhere = GC.GetTotalAllocatedBytes(precise: true);
            var here = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20; i++)
                action();
            onThisThread += GC.GetAllocatedBytesForCurrentThread() - here;
            leastAnywhere = Math.Min(leastAnywhere, GC.GetTotalAllocatedBytes(precise: true) - everywhere);
        }

        Assert.Equal(0, onThisThread);
        Assert.Equal(0, leastAnywhere);
    }

    private sealed class Silent : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
        }
    }
}
