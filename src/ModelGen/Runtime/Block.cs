using System.ComponentModel;
using System.Runtime.CompilerServices;

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

    /// <summary>One loss a sample, at this block's first sample.</summary>
    public readonly ref float Losses;

    private readonly Pointers inputs, outputs;

    /// <summary>Samples in this block, 1 to 16.</summary>
    public readonly int Samples;

    /// <summary>Index in the batch of the block's first sample.</summary>
    public readonly int FirstSample;

    /// <summary>Whether it is the first block of its chunk.</summary>
    public readonly bool IsFirst;

    /// <summary>Optimizer steps taken so far: with the seed, the sample and the operation it determines every random number.</summary>
    public readonly uint Step;

    /// <summary>The model's seed.</summary>
    public readonly uint Seed;

    /// <summary>1 / batch size: the weight of each real sample.</summary>
    public readonly float SampleWeight;

    internal Block(in BlockMemory memory, int firstSample, int samples, bool isFirst = false)
    {
        Parameters = ref At(memory.Parameters);
        State = ref At(memory.State);
        Prepared = ref At(memory.Prepared);
        Shared = ref At(memory.Shared);
        Kept = ref At(memory.Kept);
        Scratch = ref At(memory.Scratch);
        Accumulators = ref At(memory.Accumulators);
        Losses = ref At(memory.Losses);
        inputs = memory.Inputs;
        outputs = memory.Outputs;
        FirstSample = firstSample;
        Samples = samples;
        IsFirst = isFirst;
        Step = memory.Step;
        Seed = memory.Seed;
        SampleWeight = memory.SampleWeight;
    }

    /// <summary>A column of floats, sample after sample, at this block's first sample.</summary>
    public ref float Floats(int column) => ref At(inputs[column]);

    /// <summary>A column of integers, sample after sample, at this block's first sample.</summary>
    public ref int Integers(int column) => ref Unsafe.As<float, int>(ref At(inputs[column]));

    /// <summary>An output, sample after sample, at this block's first sample.</summary>
    public ref float Output(int index) => ref At(outputs[index]);

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

/// <summary>Addresses of the memory that a block works on.</summary>
internal readonly record struct BlockMemory(
    nint Parameters, nint State, nint Prepared, nint Shared, nint Kept, nint Scratch, nint Accumulators, nint Losses,
    Pointers Inputs, Pointers Outputs, uint Step, uint Seed, float SampleWeight);
