using TorchSharp;
using static TorchSharp.torch;

namespace ModelGen.Benchmarks.Peer;

/// <summary>A TorchSharp network on batches in arrays: tensors are made at each call, as a user must.</summary>
internal sealed class TorchContestant : IContestant
{
    private readonly BenchmarkRow row;
    private readonly TorchNetwork network;
    private readonly Batches batches;
    private readonly long[] inputShape;
    private readonly float[] outputs;

    public TorchContestant(BenchmarkRow row)
    {
        this.row = row;
        network = row.Network.Peer();
        batches = new(row.Network, row.Batch);
        inputShape = [row.Batch, .. row.Network.InputShape];
        outputs = new float[row.Batch * row.Network.Classes];
        network.Layers.train(row.IsTraining);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        if (row.IsTraining)
            Train(batches.Inputs(iteration), batches.LongLabels(iteration));
        else
            Predict(batches.Inputs(iteration));
    }

    public void Dispose() => network.Dispose();

    private void Train(float[] inputs, long[] labels)
    {
        network.Optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(network.Layers.forward(tensor(inputs, inputShape)), tensor(labels));
        loss.backward();
        network.Optimizer.step();

        // ModelGen's step returns the mean loss too.
        _ = loss.item<float>();
    }

    private void Predict(float[] inputs)
    {
        using var inference = inference_mode();
        network.Layers.forward(tensor(inputs, inputShape)).data<float>().CopyTo(outputs);
    }
}
