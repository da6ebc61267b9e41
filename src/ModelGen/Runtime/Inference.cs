using System.Numerics.Tensors;

namespace ModelGen.Runtime;

/// <summary>Runs networks for any number of callers at once: a caller's first call may allocate an arena, later ones allocate nothing.</summary>
internal sealed class Inference
{
    public Inference(ModelLayout layout, CompiledProgram program, ModelMemory model)
    {
        Layout = layout;
        Program = program;
        Model = model;
        Arenas = new ArenaStack(this);
    }

    public ModelLayout Layout { get; }

    public CompiledProgram Program { get; }

    public ModelMemory Model { get; }

    public ArenaStack Arenas { get; }

    public void Predict(NetworkLayout network, ReadOnlySpan<float> input, Span<float> output)
    {
        CheckLength(input.Length, network.Inputs[0].Width, nameof(input));
        CheckLength(output.Length, network.OutputWidth, nameof(output));
        var arena = Arenas.Rent();
        Run(arena, network, input, output, batch: 1);
        Arenas.Return(arena);
    }

    public void Predict(NetworkLayout network, in ReadOnlyTensorSpan<float> inputs, in TensorSpan<float> outputs)
    {
        var batch = TensorCheck.BatchOf(inputs, network.Inputs[0].Width, network.Inputs[0].Shape, nameof(inputs));
        var outputBatch = TensorCheck.BatchOf(outputs.AsReadOnlyTensorSpan(), network.OutputWidth, network.OutputShape, nameof(outputs));
        if (outputBatch != batch)
            throw new ArgumentException($"Expected as many samples as 'inputs' has, {batch}, got {outputBatch}.", nameof(outputs));
        if (batch == 0)
            return;
        var arena = Arenas.Rent();
        Run(arena, network, TensorCheck.Flat(inputs), TensorCheck.Flat(outputs), batch);
        Arenas.Return(arena);
    }

    public void Probabilities(NetworkLayout network, ReadOnlySpan<float> input, Span<float> output)
    {
        Predict(network, input, output);
        Scores.ToProbabilities(network.Scores, output);
    }

    public int Label(NetworkLayout network, ReadOnlySpan<float> input)
    {
        CheckLength(input.Length, network.Inputs[0].Width, nameof(input));
        var arena = Arenas.Rent();
        var scores = arena.Scores[..network.OutputWidth];
        Run(arena, network, input, scores, batch: 1);
        var label = Scores.Label(scores);
        Arenas.Return(arena);
        return label;
    }

    private static void CheckLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"Expected {expected} values, one sample, got {actual}.", name);
    }

    private unsafe void Run(Arena arena, NetworkLayout network, ReadOnlySpan<float> input, Span<float> output, int batch)
    {
        Model.Prepare();
        fixed (float* from = input, to = output)
            arena.Run(network, Pointers.Of((nint)from), (nint)to, batch);
    }
}
