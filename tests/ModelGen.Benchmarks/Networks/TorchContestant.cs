using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A TorchSharp network on batches in arrays: tensors are made at each call, as a user must.</summary>
internal sealed class TorchContestant : IContestant
{
    private readonly bool isTraining;
    private readonly TorchNetwork network;
    private readonly Batches batches;
    private readonly long[] inputShape, outputShape;
    private readonly float[] outputs;

    public TorchContestant(BenchmarkNetwork network, int batch, bool isTraining)
    {
        this.isTraining = isTraining;
        this.network = network.Peer();
        batches = new(network, batch);
        inputShape = [batch, .. network.InputShape];
        outputShape = [batch, .. network.OutputShape];
        outputs = new float[batch * network.Outputs];
        this.network.Layers.train(isTraining);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        var inputs = batches.Inputs(iteration).ToTensor(inputShape);
        if (isTraining)
            Train(inputs, iteration);
        else
            Predict(inputs);
    }

    public void Dispose() => network.Dispose();

    private void Train(Tensor inputs, int iteration)
    {
        network.Optimizer!.zero_grad();
        var scores = network.Layers.forward(inputs);
        var loss = network.HasLabels
            ? nn.functional.cross_entropy(scores, batches.LongLabels(iteration).ToTensor([outputShape[0]]))
            : nn.functional.mse_loss(scores, batches.Targets(iteration).ToTensor(outputShape));
        loss.backward();
        network.Optimizer.step();

        // ModelGen's step returns the mean loss too.
        _ = loss.item<float>();
    }

    private void Predict(Tensor inputs)
    {
        using var inference = inference_mode();
        network.Layers.forward(inputs).data<float>().CopyTo(outputs);
    }
}
