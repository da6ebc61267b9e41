using System.Runtime.CompilerServices;

namespace ModelGen.Runtime;

/// <summary>What a model knows: parameters and state, and what inference derives from them.</summary>
internal sealed class ModelMemory
{
    private readonly ModelLayout layout;
    private readonly CompiledProgram program;
    private readonly PinnedBuffer prepared;
    private readonly Lock preparing = new();
    private long version = 1, preparedVersion;

    public ModelMemory(ModelLayout layout, CompiledProgram program, uint seed)
    {
        this.layout = layout;
        this.program = program;
        Seed = seed;
        ParameterCount = LengthOf(layout.Parameters);
        StateCount = LengthOf(layout.State);
        // A whole number of lines, so that vectors may reach past the last value.
        Parameters = new PinnedBuffer(PinnedBuffer.Aligned(ParameterCount));
        State = new PinnedBuffer(PinnedBuffer.Aligned(StateCount));
        prepared = new PinnedBuffer(layout.PreparedLength);
        Hyperparameters = new PinnedBuffer(layout.Hyperparameters.Length);
        Noises = new ModelNoises(layout);
        Initialize(layout.Parameters, Parameters, 0);
        Initialize(layout.State, State, (uint)layout.Parameters.Length);
    }

    public uint Seed { get; set; }

    public int ParameterCount { get; }

    public int StateCount { get; }

    public PinnedBuffer Parameters { get; }

    public PinnedBuffer State { get; }

    /// <summary>The numbers of layers that may change from run to run.</summary>
    public PinnedBuffer Hyperparameters { get; }

    /// <summary>What indices are drawn from.</summary>
    public ModelNoises Noises { get; }

    /// <summary>To be called by whoever wrote parameters or state: what was derived from them is stale.</summary>
    public void Written() => Interlocked.Increment(ref version);

    /// <summary>Overwrites all parameters and all state.</summary>
    public void Restore(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state)
    {
        parameters.CopyTo(Parameters.Span);
        state.CopyTo(State.Span);
        Written();
    }

    /// <summary>Enters the addresses of the model's own memory.</summary>
    public void Enter(ref BlockMemory memory)
    {
        memory.Parameters = Parameters.Address;
        memory.State = State.Address;
        memory.Prepared = prepared.Address;
        memory.Hyperparameters = Hyperparameters.Address;
        memory.Noises = Noises.Address;
        memory.Seed = Seed;
    }

    /// <summary>Derives again where parameters or state were written since. Safe from any thread.</summary>
    public void Prepare()
    {
        if (Volatile.Read(ref preparedVersion) == Volatile.Read(ref version))
            return;
        lock (preparing)
        {
            var current = Volatile.Read(ref version);
            if (preparedVersion == current)
                return;
            if (layout.PreparedLength > 0)
                program.Prepare(ref At(Parameters.Address), ref At(State.Address), ref At(prepared.Address));
            Volatile.Write(ref preparedVersion, current);
        }
    }

    public static unsafe ref float At(nint address) => ref Unsafe.AsRef<float>((void*)address);

    private static int LengthOf(TensorLayout[] tensors) => tensors.Length == 0 ? 0 : tensors[^1].Offset + tensors[^1].Size;

    private void Initialize(TensorLayout[] tensors, PinnedBuffer buffer, uint first)
    {
        for (var i = 0; i < tensors.Length; i++)
        {
            var tensor = tensors[i];
            WeightInitializer.Fill(buffer.Span.Slice(tensor.Offset, tensor.Size), tensor.Shape, tensor.Initial, Seed, first + (uint)i);
        }
    }
}
