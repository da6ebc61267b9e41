using TorchSharp;
using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A block of a Transformer, normalized before (Xiong et al. 2020): attention of four heads, then two dense layers, each added to what it gets.</summary>
[Model]
internal sealed partial class TransformerBlock
{
    internal const int Size = 128, Hidden = 4 * Size, Heads = 4, Length = 64;

    [Network]
    private static Symbol Block([Sequence(Length), Shape(Size)] Symbol x)
    {
        x += MultiHeadAttention(LayerNorm(x), Heads);
        return x + Dense(Relu(Dense(LayerNorm(x), Hidden)), Size);
    }

    [Objective, Sgd(0.01f)]
    internal static Symbol Loss([Sequence(Length), Shape(Size)] Symbol x, [Sequence(nameof(x)), Shape(Size)] Symbol y) => SquaredError(Block(x), y);

    // Of one step forward.
    private const long MultiplyAdds = 4 * Size * Size + 2 * Size * Hidden + 2 * Length * Size;

    public static IEnumerable<BenchmarkRow> Rows(int batch) =>
    [
        new($"Transformer block train batch {batch}", 3 * batch * Length * MultiplyAdds, () => new TransformerContestant(batch, isTraining: true), () => new TransformerPeer(batch, isTraining: true)),
        new($"Transformer block predict batch {batch}", batch * Length * MultiplyAdds, () => new TransformerContestant(batch, isTraining: false), () => new TransformerPeer(batch, isTraining: false)),
    ];
}

internal sealed class TransformerContestant(int batch, bool isTraining) : IContestant
{
    private readonly TransformerBlock model = new();
    private readonly Steps steps = new(batch);
    private readonly int[] lengths = [.. Enumerable.Repeat(TransformerBlock.Length, batch)];
    private readonly float[] outputs = new float[batch * TransformerBlock.Length * TransformerBlock.Size];

    public void Run(int iteration)
    {
        if (isTraining)
            model.TrainStep(steps.Inputs(iteration), lengths, steps.Targets(iteration));
        else
            model.Block(steps.Inputs(iteration), lengths, outputs);
    }

    public void Dispose()
    {
    }
}

internal sealed class TransformerPeer : IContestant
{
    private readonly LayerNorm before = LayerNorm(TransformerBlock.Size), between = LayerNorm(TransformerBlock.Size);
    private readonly MultiheadAttention attention = MultiheadAttention(TransformerBlock.Size, TransformerBlock.Heads);
    private readonly Sequential dense = Sequential(Linear(TransformerBlock.Size, TransformerBlock.Hidden), ReLU(inplace: true), Linear(TransformerBlock.Hidden, TransformerBlock.Size));
    private readonly optim.Optimizer optimizer;
    private readonly Steps steps;
    private readonly float[] outputs;
    private readonly int batch;
    private readonly bool isTraining;

    public TransformerPeer(int batch, bool isTraining)
    {
        (this.batch, this.isTraining, steps, outputs) = (batch, isTraining, new(batch), new float[batch * TransformerBlock.Length * TransformerBlock.Size]);
        optimizer = optim.SGD([.. before.parameters(), .. between.parameters(), .. attention.parameters(), .. dense.parameters()], 0.01);
    }

    public void Run(int iteration)
    {
        using var scope = NewDisposeScope();
        if (!isTraining)
        {
            using var inference = inference_mode();
            Block(iteration).contiguous().data<float>().CopyTo(outputs);
            return;
        }

        optimizer.zero_grad();
        var loss = functional.mse_loss(Block(iteration), steps.Targets(iteration).ToTensor([batch, TransformerBlock.Length, TransformerBlock.Size]));
        loss.backward();
        optimizer.step();
        _ = loss.item<float>();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        before.Dispose();
        between.Dispose();
        attention.Dispose();
        dense.Dispose();
    }

    // Attention takes steps first; all else does not care.
    private torch.Tensor Block(int iteration)
    {
        var x = steps.Inputs(iteration).ToTensor([batch, TransformerBlock.Length, TransformerBlock.Size]).transpose(0, 1);
        var normal = before.forward(x);
        x += attention.call(normal, normal, normal, null, false, null!).Item1;
        return (x + dense.forward(between.forward(x))).transpose(0, 1);
    }
}

/// <summary>Random steps and targets, of cycles of different lengths.</summary>
internal sealed class Steps
{
    private readonly float[][] inputs, targets;

    public Steps(int batch)
    {
        var random = new Random(1);
        inputs = [.. Enumerable.Range(0, 4).Select(_ => Draw())];
        targets = [.. Enumerable.Range(0, 3).Select(_ => Draw())];

        float[] Draw() => [.. Enumerable.Range(0, batch * TransformerBlock.Length * TransformerBlock.Size).Select(_ => 2 * random.NextSingle() - 1)];
    }

    public float[] Inputs(int iteration) => inputs[iteration % inputs.Length];

    public float[] Targets(int iteration) => targets[iteration % targets.Length];
}
