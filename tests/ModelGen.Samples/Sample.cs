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
        var state = 1u;
        inputs = Array.ConvertAll(new float[batch * inputWidth], _ => ((int)Next() >> 8) / (float)(1 << 23));
        labels = Array.ConvertAll(new int[batch], _ => (int)((Next() >> 8) % (uint)classes));
        outputs = new float[batch * classes];

        // The generator of Numerical Recipes; its high bits are random enough.
        uint Next() => state = unchecked((1_664_525 * state) + 1_013_904_223);
    }

    /// <summary>
    /// All models. The batches are large enough for threads, at <c>BatchRun.ParallelMultiplyAdds</c> in the cheapest program, which is prediction, and in three blocks of 16 at least,
    /// so that three threads have work; the last block is not full.
    /// </summary>
    public static IReadOnlyList<Func<Sample>> All { get; } =
    [
        () => new(new LeNet5(seed: 5), 28 * 28, 10, batch: 35),
        () => new(new Small(seed: 5), 4, 3, batch: 9_001),
        () => new(new Unrolled(seed: 5), 6, 4, batch: 5_901),
        () => new(new Normalized(seed: 5), 2 * 10 * 9, 5, batch: 115),
        () => new(new Noisy(seed: 5), 20, 4, batch: 181),
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
    public void Evaluate() => _ = model.Evaluate(DataSet.Of(inputs, labels));

    /// <summary>Of all bits of parameters, state and predictions.</summary>
    public string Hash()
    {
        PredictBatch();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(model.Parameters.Values));
        hash.AppendData(MemoryMarshal.AsBytes(model.State.Values));
        hash.AppendData(MemoryMarshal.AsBytes(outputs.AsSpan()));
        return Convert.ToHexString(hash.GetHashAndReset())[..16];
    }
}
