using System.ComponentModel;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// One block of up to 16 samples, as emitted code sees it: references to the first element of each memory, and the batch's columns at this block's first sample.
/// </summary>
/// <remarks>Made by the engine, which keeps all memory pinned while a program runs.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Block
{
    /// <summary>Samples that lie side by side.</summary>
    public const int Lanes = 16;

    /// <summary>Columns and outputs that one program can have.</summary>
    public const int MaximumColumns = 8;

    /// <summary>The flat parameters.</summary>
    public readonly ref float Parameters;

    /// <summary>The flat state.</summary>
    public readonly ref float State;

    /// <summary>What <see cref="CompiledProgram.Prepare"/> computed.</summary>
    public readonly ref float Prepared;

    /// <summary>Batch values of finished stages.</summary>
    public readonly ref float Shared;

    /// <summary>This block's memory that lives across stages.</summary>
    public readonly ref float Kept;

    /// <summary>The running thread's memory; undefined at the start of a stage.</summary>
    public readonly ref float Scratch;

    /// <summary>The accumulators of this block's chunk.</summary>
    public readonly ref float Accumulators;

    /// <summary>The gradients of the rows that samples used of sparse parameters, at this block's first sample.</summary>
    public readonly ref float Rows;

    /// <summary>One loss a sample, at this block's first sample.</summary>
    public readonly ref float Losses;

    private readonly ref Pointers inputs, outputs;

    private readonly ref float hyperparameters, noises;

    private readonly ValueWatch? watch;

    private readonly BlockTeam? team;

    private readonly int member, members;

    /// <summary>Samples in this block, 1 to 16.</summary>
    public readonly int Samples;

    /// <summary>Index in the batch of the block's first sample.</summary>
    public readonly int FirstSample;

    /// <summary>Whether it is the first block of its chunk.</summary>
    public readonly bool IsFirst;

    /// <summary>Optimizer steps taken so far: with the seed, the sample and the operation it determines every random number.</summary>
    public readonly uint Step;

    /// <summary>The running step of a network that is run step by step, from 0.</summary>
    public readonly int Position;

    /// <summary>The model's seed.</summary>
    public readonly uint Seed;

    /// <summary>1 / batch size: the weight of each real sample.</summary>
    public readonly float SampleWeight;

    /// <summary>Floats of a sample's gradients of rows.</summary>
    public readonly int RowLength;

    private readonly int batch;

    /// <param name="memory">What all blocks of a run have in common.</param>
    /// <param name="own">The memory of this one.</param>
    /// <param name="firstSample">Index in the batch of the first sample.</param>
    /// <param name="samples">1 to 16.</param>
    /// <param name="isFirst">Whether it is the first block of its chunk.</param>
    /// <param name="part">Which of the threads that run it together this one is.</param>
    internal Block(ref BlockMemory memory, in OwnMemory own, int firstSample, int samples, bool isFirst = false, BlockPart part = default)
    {
        team = part.Team;
        member = part.Member;
        members = Math.Max(1, part.Members);
        Parameters = ref At(memory.Parameters);
        State = ref At(memory.State);
        Prepared = ref At(memory.Prepared);
        Shared = ref At(own.Shared);
        Kept = ref At(own.Kept);
        Scratch = ref At(own.Scratch);
        Accumulators = ref At(own.Accumulators);
        Rows = ref At(own.Rows);
        Losses = ref At(own.Losses);
        inputs = ref memory.Inputs;
        outputs = ref memory.Outputs;
        hyperparameters = ref At(memory.Hyperparameters);
        noises = ref At(memory.Noises);
        watch = memory.Watch;
        FirstSample = firstSample;
        Samples = samples;
        IsFirst = isFirst;
        Step = memory.Step;
        Position = memory.Position;
        Seed = memory.Seed;
        SampleWeight = memory.SampleWeight;
        batch = memory.Batch;
        RowLength = memory.RowLength;
    }

    /// <summary>A column of floats, sample after sample, at this block's first sample.</summary>
    /// <param name="column">The column.</param>
    /// <param name="width">Values a sample.</param>
    public ref float Floats(int column, int width) => ref At(AtFirstSample(inputs[column], width));

    /// <summary>A column of integers, sample after sample, at this block's first sample.</summary>
    /// <param name="column">The column.</param>
    /// <param name="width">Integers a sample.</param>
    public ref int Integers(int column, int width = 1) => ref Unsafe.As<float, int>(ref Floats(column, width));

    /// <summary>A column of sequences, step after step and sample after sample, at this block's first sample.</summary>
    /// <param name="column">The column.</param>
    /// <param name="lengths">The column with the samples' lengths.</param>
    /// <param name="width">Values a step.</param>
    public ref float Sequences(int column, int lengths, int width) => ref At(inputs[column] + (nint)StepsBefore(lengths) * width * sizeof(float));

    /// <summary>An output of sequences, step after step and sample after sample, at this block's first sample.</summary>
    /// <param name="index">The output.</param>
    /// <param name="lengths">The column with the samples' lengths.</param>
    /// <param name="width">Values a step.</param>
    public ref float OutputSequences(int index, int lengths, int width) => ref At(outputs[index] + (nint)StepsBefore(lengths) * width * sizeof(float));

    /// <summary>Steps of the longest of this block's samples.</summary>
    /// <param name="lengths">The column with the samples' lengths; -1 for the steps that have been taken, the running one included.</param>
    public int Steps(int lengths) => lengths < 0 ? Position + 1 : TensorPrimitives.Max(MemoryMarshal.CreateReadOnlySpan(ref Integers(lengths), Samples));

    /// <summary>What makes the mean over the samples of sums over their steps the mean over all steps of the batch: samples / steps.</summary>
    /// <param name="lengths">The column with the samples' lengths.</param>
    public float StepScale(int lengths) => (float)((double)batch / TensorPrimitives.Sum(LengthsBefore(lengths, batch)));

    /// <summary>An output, sample after sample, at this block's first sample.</summary>
    /// <param name="index">The output.</param>
    /// <param name="width">Values a sample.</param>
    public ref float Output(int index, int width) => ref At(AtFirstSample(outputs[index], width));

    /// <summary>The value of a layer's number that may change from run to run.</summary>
    public float Hyperparameter(int slot) => Unsafe.Add(ref hyperparameters, slot);

    /// <summary>A distribution of indices, as <see cref="RandomLanes.FillIndices"/> takes it.</summary>
    /// <param name="first">Where it begins.</param>
    public ref int Noise(int first) => ref Unsafe.As<float, int>(ref Unsafe.Add(ref noises, first));

    /// <summary>Shows a layer's values where somebody looks for the first that is not finite.</summary>
    /// <param name="index">The layer's place in the order of the program.</param>
    /// <param name="name">Its name.</param>
    /// <param name="values">The values: feature f of sample s at f · 16 + s.</param>
    /// <param name="features">Features of a sample.</param>
    public void See(int index, string name, ref float values, int features)
    {
        if (watch is not null)
            watch.See(index, name, MemoryMarshal.CreateReadOnlySpan(ref values, features * Lanes), FirstSample, Samples);
    }

    /// <summary>Whether this is the thread, of those that run the block together, which does what is not divided.</summary>
    public bool Leads => member == 0;

    /// <summary>The first that this thread does of what is divided among those that run the block together.</summary>
    /// <param name="count">All that is to do.</param>
    public int FirstOf(int count) => (int)((long)count * member / members);

    /// <summary>One past the last that this thread does.</summary>
    /// <param name="count">All that is to do.</param>
    public int EndOf(int count) => (int)((long)count * (member + 1) / members);

    /// <summary>Waits for the others that run the block.</summary>
    public void Sync() => team?.Sync();

    private int StepsBefore(int lengths) => TensorPrimitives.Sum(LengthsBefore(lengths, FirstSample));

    private unsafe ReadOnlySpan<int> LengthsBefore(int lengths, int sample) => new((int*)inputs[lengths], sample);

    private nint AtFirstSample(nint address, int width) => address + (nint)FirstSample * width * sizeof(float);

    private static unsafe ref float At(nint address) => ref Unsafe.AsRef<float>((void*)address);
}

/// <summary>Addresses of up to <see cref="Block.MaximumColumns"/> pinned columns.</summary>
[InlineArray(Block.MaximumColumns)]
internal struct Pointers
{
    private nint first;

    /// <summary>One column.</summary>
    public static Pointers Of(nint address) => new() { first = address };
}

/// <summary>What all blocks of a run have in common: addresses, and what random numbers and means depend on.</summary>
internal struct BlockMemory
{
    public nint Parameters, State, Prepared, Hyperparameters, Noises;
    public Pointers Inputs, Outputs;
    public ValueWatch? Watch;
    public uint Step, Seed;
    public int Batch, Position, RowLength;
    public float SampleWeight;
}

/// <summary>One of the threads that run a block together; a block that one thread runs has none.</summary>
internal readonly record struct BlockPart(BlockTeam Team, int Member, int Members);

/// <summary>Addresses of the memory that a block does not have in common with all others.</summary>
internal readonly record struct OwnMemory(nint Shared, nint Kept, nint Scratch, nint Accumulators, nint Losses, nint Rows = 0);
