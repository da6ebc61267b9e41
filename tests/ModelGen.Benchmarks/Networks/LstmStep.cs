using TorchSharp.Modules;
using static ModelGen.Ops;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelGen.Benchmarks.Networks;

/// <summary>A long short-term memory of 128 units that takes 64 values a step, run one step at a time: what a network that writes, or listens, waits for.</summary>
[Model]
internal sealed partial class LstmStep
{
    internal const int Features = 64, Units = 128, Length = 1_000;

    [Network(StepByStep = true)]
    private static Symbol States([Sequence(Length), Shape(Features)] Symbol x) => Lstm(x, Units);

    /// <summary>One step of each of some sequences.</summary>
    public static BenchmarkRow Row(int batch) =>
        new($"LSTM single step batch {batch}", (long)batch * 4 * Units * (Features + Units), () => new LstmStepContestant(batch), () => new LstmStepPeer(batch));
}

internal sealed class LstmStepContestant : IContestant
{
    private readonly LstmStep.StatesRun run;
    private readonly float[] inputs, states;

    public LstmStepContestant(int batch)
    {
        run = new LstmStep().StartStates(batch);
        inputs = [.. Enumerable.Range(0, batch * LstmStep.Features).Select(i => MathF.Sin(i))];
        states = new float[batch * LstmStep.Units];
    }

    public void Run(int iteration)
    {
        if (run.Steps == run.MaximumSteps)
            run.Start(run.BatchSize);
        run.Next(inputs, states);
    }

    public void Dispose()
    {
    }
}

internal sealed class LstmStepPeer : IContestant
{
    private readonly LSTM memory = LSTM(LstmStep.Features, LstmStep.Units);
    private readonly Tensor inputs;
    private readonly float[] states;
    private Tensor hidden, cell;

    public LstmStepPeer(int batch)
    {
        inputs = Enumerable.Range(0, batch * LstmStep.Features).Select(i => MathF.Sin(i)).ToArray().ToTensor([1, batch, LstmStep.Features]);
        states = new float[batch * LstmStep.Units];
        (hidden, cell) = (zeros(1, batch, LstmStep.Units), zeros(1, batch, LstmStep.Units));
    }

    public void Run(int iteration)
    {
        using var inference = inference_mode();
        var (output, nextHidden, nextCell) = memory.forward(inputs, (hidden, cell));
        output.data<float>().CopyTo(states);
        output.Dispose();
        hidden.Dispose();
        cell.Dispose();
        (hidden, cell) = (nextHidden, nextCell);
    }

    public void Dispose()
    {
        memory.Dispose();
        inputs.Dispose();
        hidden.Dispose();
        cell.Dispose();
    }
}
