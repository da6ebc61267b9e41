using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Runs networks for any number of callers at once: a caller's first call may allocate an arena, later ones allocate nothing.</summary>
internal sealed class Inference
{
    /// <summary>Calls count from here where they draw random numbers: training's steps stay below.</summary>
    public const uint FirstStep = 0x8000_0000;

    private readonly FirstRuns firstRuns;
    private uint calls;

    public Inference(ModelLayout layout, CompiledProgram program, ModelMemory model)
    {
        Layout = layout;
        Program = program;
        Model = model;
        firstRuns = new FirstRuns(program, layout.Programs.Length);
        Arenas = new ArenaStack(this);
    }

    public ModelLayout Layout { get; }

    public CompiledProgram Program { get; }

    public ModelMemory Model { get; }

    public ArenaStack Arenas { get; }

    /// <summary>What stands for the step in the random numbers of a network's next call.</summary>
    public uint NextStep(NetworkLayout network) => network.Draws ? FirstStep | (Interlocked.Increment(ref calls) - 1) : 0;

    public void Predict(NetworkLayout network, ReadOnlySpan<float> input, Span<float> output)
    {
        CheckLength(input.Length, network.Inputs[0]);
        CheckLength(output.Length, network.Outputs[0]);
        if (Layout.ProgramOf(network.Program, batch: 1) is var program && Layout.Programs[program].NeedsNoMemory)
        {
            RunInRegisters(program, network, input, output);
            return;
        }

        var arena = Arenas.Rent();
        Run(arena, network, input, output, batch: 1);
        Arenas.Return(arena);
    }

    public void Predict(NetworkLayout network, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs)
    {
        // The generated member for a batch has the parameters of the one for a sample in the plural.
        var batch = TensorCheck.BatchOf(inputs, network.Inputs[0], suffix: "s");
        var outputBatch = TensorCheck.BatchOf(outputs.AsReadOnlyTensorSpan(), network.Outputs[0], suffix: "s");
        if (outputBatch != batch)
            throw new ArgumentException($"Expected as many samples as '{network.Inputs[0].Name}s' has, {batch}, got {outputBatch}.", network.Outputs[0].Name + "s");
        if (batch == 0)
            return;
        var arena = Arenas.Rent();
        Run(arena, network, TensorCheck.Flat(inputs), TensorCheck.Flat(outputs), batch);
        Arenas.Return(arena);
    }

    /// <summary>Any number of data parameters and results.</summary>
    public void Predict(NetworkLayout network, scoped in Columns inputs, scoped in Outputs outputs, bool isOneSample)
    {
        var batch = isOneSample ? CheckOneSample(network, inputs) : ColumnCheck.BatchOf(network.Inputs, inputs, minimumBatch: 0);
        for (var i = 0; i < network.Outputs.Length; i++)
        {
            var expected = ColumnCheck.CountOf(network.Outputs[i], inputs, batch);
            if (outputs[i].Length != expected)
            {
                var each = network.Outputs[i].Lengths < 0 ? $"{batch} samples" : $"{expected / network.Outputs[i].Width} steps";
                throw new ArgumentException($"Expected {expected} values, {network.Outputs[i].Width} for each of {each}, got {outputs[i].Length}.", network.Outputs[i].Name);
            }
        }

        if (batch == 0)
            return;
        var arena = Arenas.Rent();
        Run(arena, network, inputs, outputs, batch);
        Arenas.Return(arena);
    }

    public int Label(NetworkLayout network, scoped in Columns inputs)
    {
        _ = CheckOneSample(network, inputs);
        var arena = Arenas.Rent();
        var scores = arena.Scores[..network.Outputs[0].Width];
        Run(arena, network, inputs, Outputs.Of(scores), batch: 1);
        var label = Scores.Label(scores);
        Arenas.Return(arena);
        return label;
    }

    public void Probabilities(NetworkLayout network, ReadOnlySpan<float> input, Span<float> output)
    {
        Predict(network, input, output);
        Scores.ToProbabilities(network.Scores, output);
    }

    public int Label(NetworkLayout network, ReadOnlySpan<float> input)
    {
        CheckLength(input.Length, network.Inputs[0]);
        var arena = Arenas.Rent();
        var scores = arena.Scores[..network.Outputs[0].Width];
        Run(arena, network, input, scores, batch: 1);
        var label = Scores.Label(scores);
        Arenas.Return(arena);
        return label;
    }

    private static int CheckOneSample(NetworkLayout network, scoped in Columns inputs) => ColumnCheck.BatchOf(network.Inputs, inputs, minimumBatch: 1) == 1
        ? 1
        : throw new ArgumentException($"Expected {network.Inputs[^1].Width} values, one sample, got {inputs[network.Inputs.Length - 1].Length}.", network.Inputs[^1].Name);

    private static void CheckLength(int actual, ColumnLayout column)
    {
        if (actual != column.Width)
            throw new ArgumentException($"Expected {column.Width} values, one sample, got {actual}.", column.Name);
    }

    /// <summary>To be called before a program runs.</summary>
    public void Prepare(int program)
    {
        firstRuns.Prepare(program);
        Model.Prepare();
    }

    /// <summary>Runs a program that keeps all values in registers.</summary>
    private unsafe void RunInRegisters(int program, NetworkLayout network, ReadOnlySpan<float> input, Span<float> output)
    {
        Prepare(program);
        fixed (float* from = input, to = output)
        {
            BlockMemory memory = default;
            Model.Enter(ref memory);
            memory.Inputs[0] = (nint)from;
            memory.Outputs[0] = (nint)to;
            memory.Step = NextStep(network);
            memory.SampleWeight = 1;
            Program.RunBlock(program, stage: 0, new Block(ref memory, default, firstSample: 0, samples: 1));
        }
    }

    private unsafe void Run(Arena arena, NetworkLayout network, ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        Prepare(Layout.ProgramOf(network.Program, batch));
        fixed (float* from = input, to = output)
            arena.Run(network, Pointers.Of((nint)from), Pointers.Of((nint)to), batch);
    }

    private void Run(Arena arena, NetworkLayout network, scoped in Columns inputs, scoped in Outputs outputs, int batch)
    {
        Prepare(Layout.ProgramOf(network.Program, batch));
        Pinning.Run(inputs, outputs, new ArenaRun(arena, network, batch));
    }

    private readonly struct ArenaRun(Arena arena, NetworkLayout network, int batch) : IPinnedRun
    {
        public void Run(in Pointers inputs, in Pointers outputs) => arena.Run(network, inputs, outputs, batch);
    }
}
