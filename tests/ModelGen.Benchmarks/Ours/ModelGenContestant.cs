using System.Numerics.Tensors;

namespace ModelGen.Benchmarks.Ours;

/// <summary>A generated model on batches in arrays.</summary>
internal sealed class ModelGenContestant(BenchmarkRow row) : IContestant
{
    private readonly IClassifier model = row.Network.Ours();
    private readonly Batches batches = new(row.Network, row.Batch);
    private readonly nint[] inputShape = [row.Batch, .. row.Network.InputShape.Select(size => (nint)size)];
    private readonly nint[] outputShape = [row.Batch, row.Network.Classes];
    private readonly float[] outputs = new float[row.Batch * row.Network.Classes];

    public void Run(int iteration)
    {
        var inputs = batches.Inputs(iteration);
        if (row.IsTraining)
            model.TrainStep(inputs, batches.Labels(iteration));
        else if (row.Batch == 1)
            model.Predict(inputs, outputs);
        else
            model.Predict(new ReadOnlyTensorSpan<float>(inputs, inputShape), new TensorSpan<float>(outputs, outputShape));
    }

    public void Dispose()
    {
    }
}
