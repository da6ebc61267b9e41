using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ModelGen.Samples;

/// <summary>A model and a batch of synthetic data that is the same in every process.</summary>
internal sealed class Sample
{
    private readonly IClassifier model;
    private readonly float[] inputs, outputs;
    private readonly int[] labels;
    private readonly int batch, inputWidth, classes;

    private Sample(IClassifier model, int inputWidth, int classes, int batch)
    {
        (this.model, this.inputWidth, this.classes, this.batch) = (model, inputWidth, classes, batch);
        (inputs, labels) = Data(batch, inputWidth, classes);
        outputs = new float[batch * classes];
    }

    private static (float[] Inputs, int[] Labels) Data(int batch, int inputWidth, int classes)
    {
        var state = 1u;
        return (
            Array.ConvertAll(new float[batch * inputWidth], _ => ((int)Next() >> 8) / (float)(1 << 23)),
            Array.ConvertAll(new int[batch], _ => (int)((Next() >> 8) % (uint)classes)));

        // The generator of Numerical Recipes; its high bits are random enough.
        uint Next() => state = unchecked((1_664_525 * state) + 1_013_904_223);
    }

    /// <summary>
    /// All models. The batches are large enough for threads, at <c>BatchRun.ParallelMultiplyAdds</c> in the cheapest program, which is prediction, and in three blocks of 16 at least,
    /// so that three threads have work; the last block is not full. That of <see cref="Attentive"/> is one block, which all threads run together.
    /// </summary>
    public static IReadOnlyList<Func<Sample>> All { get; } =
    [
        () => new(new LeNet5(seed: 5), 28 * 28, 10, batch: 35),
        () => new(new Small(seed: 5), 4, 3, batch: 9_001),
        () => new(new Unrolled(seed: 5), 6, 4, batch: 5_901),
        () => new(new Normalized(seed: 5), 2 * 10 * 9, 5, batch: 115),
        () => new(new Noisy(seed: 5), 20, 4, batch: 181),
        () => new(new Sparse(seed: 5), 20, 4, batch: 797),
        () => new(new Attentive(seed: 5), Attentive.Steps * Attentive.Size, 5, batch: 13),
    ];

    /// <summary>The model's name.</summary>
    public string Name => model.GetType().Name;

    /// <summary>One step of training.</summary>
    public void Train() => _ = model.TrainStep(inputs, labels);

    /// <summary>The loss of the batch.</summary>
    public void Loss() => _ = model.Loss(inputs, labels);

    /// <summary>Inference on the first sample.</summary>
    public void PredictOne() => model.Predict(inputs.AsSpan(0, inputWidth), outputs.AsSpan(0, classes));

    /// <summary>Inference on the batch.</summary>
    public void PredictBatch() => model.Predict(new ReadOnlyTensorSpan<float>(inputs, [batch, inputWidth]), new TensorSpan<float>(outputs, [batch, classes]));

    /// <summary>Loss and accuracy of the batch.</summary>
    public void Evaluate() => _ = model.Evaluate(model.DataOf(inputs, labels));

    /// <summary>Trains a model, from its checkpoint where there is one.</summary>
    /// <returns>Of all bits of parameters, state and losses.</returns>
    public static string TrainFrom(string checkpoint, long steps)
    {
        var (inputs, labels) = Data(200, 2 * 10 * 9, 5);
        var (training, validation) = DataSet.Of(inputs, labels).Split(150);
        var model = new Resumable(seed: 5);
        var history = model.Train(training, validation, new TrainingOptions
        {
            Steps = steps,
            BatchSize = 8,
            AccumulatedBatches = 2,
            Seed = 3,
            Augmentation = new Augmentation(2, 10, 9).Crop(1).FlipHorizontally().Erase(),
            CheckpointPath = checkpoint,
            CheckpointInterval = TimeSpan.Zero,
            Resume = true,
            Metrics = [new F1()],
        });
        return HashOf(model.Parameters.Values, model.State.Values, [.. history.Epochs.SelectMany(epoch => new[] { epoch.Loss, epoch.ValidationLoss!.Value, (float)epoch.Rate, (float)epoch.Metrics["F1"] })]);
    }

    /// <summary>Of all bits of parameters, state and predictions.</summary>
    public string Hash()
    {
        PredictBatch();
        return HashOf(model.Parameters.Values, model.State.Values, outputs);
    }

    private static string HashOf(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state, ReadOnlySpan<float> others)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(parameters));
        hash.AppendData(MemoryMarshal.AsBytes(state));
        hash.AppendData(MemoryMarshal.AsBytes(others));
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
