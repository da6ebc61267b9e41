using System.Runtime.InteropServices;
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
        var loss = nn.functional.cross_entropy(network.Layers.forward(Copy(inputs, ScalarType.Float32, inputShape)), Copy(labels, ScalarType.Int64, [row.Batch]));
        loss.backward();
        network.Optimizer.step();

        // ModelGen's step returns the mean loss too.
        _ = loss.item<float>();
    }

    private void Predict(float[] inputs)
    {
        using var inference = inference_mode();
        network.Layers.forward(Copy(inputs, ScalarType.Float32, inputShape)).data<float>().CopyTo(outputs);
    }

    // The fastest way from an array to a tensor, at every size: torch.tensor takes 1 ms for 100,000 values, from_array more than this for few.
    private static Tensor Copy<T>(T[] values, ScalarType type, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var copy = empty(shape, type);
        MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(copy.bytes);
        return copy;
    }
}
