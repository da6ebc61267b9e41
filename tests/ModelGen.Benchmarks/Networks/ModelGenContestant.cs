using System.Numerics.Tensors;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A generated model on batches in arrays.</summary>
internal sealed class ModelGenContestant(BenchmarkNetwork network, int batch, bool isTraining) : IContestant
{
    private readonly IPredictor model = network.Ours();
    private readonly Batches batches = new(network, batch);
    private readonly nint[] inputShape = [batch, .. network.InputShape.Select(size => (nint)size)];
    private readonly nint[] outputShape = [batch, .. network.OutputShape.Select(size => (nint)size)];
    private readonly float[] outputs = new float[batch * network.Outputs];

    public void Run(int iteration)
    {
        var inputs = batches.Inputs(iteration);
        if (isTraining && model is IClassifier classifier)
            classifier.TrainStep(inputs, batches.Labels(iteration));
        else if (isTraining)
            ((IRegressor)model).TrainStep(inputs, batches.Targets(iteration));
        else if (batch == 1)
            model.Predict(inputs, outputs);
        else
            model.Predict(new ReadOnlyTensorSpan<float>(inputs, inputShape), new TensorSpan<float>(outputs, outputShape));
    }

    public void Dispose()
    {
    }
}
