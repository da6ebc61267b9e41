using System.ComponentModel;
using System.Runtime.InteropServices;
using ModelGen.Runtime;

namespace ModelGen;

/// <summary>
/// A network that is run one step at a time for a batch of sequences, each of which keeps what the next step needs: states of recurrent units, keys and values of attention, what the network computes of its other inputs once.
/// Of one thread at a time; any number of runs of a model may be under way, and a training between two steps changes what comes.
/// </summary>
public abstract class SequenceRun
{
    private readonly Inference inference;
    private readonly NetworkLayout network;
    private readonly StepsLayout layout;
    private readonly int[] startColumns, steppedColumns;
    private readonly ColumnLayout[] startLayouts, steppedLayouts;
    private readonly PinnedBuffer[] lengths;
    private readonly PinnedBuffer scratch = new(), shared;
    private readonly int keptOfBlock, scratchOfWorker;
    private readonly BlockJob job;
    private PinnedBuffer kept = new(), spare = new(), spareLengths = new();
    private BlockMemory memory;
    private int program;

    /// <param name="engine">The model's.</param>
    /// <param name="network">The network's number.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected SequenceRun(Engine engine, int network)
    {
        ArgumentNullException.ThrowIfNull(engine);
        inference = engine.Inference;
        this.network = engine.Layout.Networks[network];
        layout = this.network.Steps ?? throw new ArgumentException($"'{this.network.Name}' does not run step by step.", nameof(network));
        var inputs = this.network.Inputs;
        startColumns = [.. Enumerable.Range(0, inputs.Length).Where(column => column != layout.Lengths && inputs[column].Lengths != layout.Lengths)];
        steppedColumns = [.. Enumerable.Range(0, inputs.Length).Where(column => inputs[column].Lengths == layout.Lengths)];
        startLayouts = [.. startColumns.Select(column => inputs[column] with { Lengths = inputs[column].Lengths < 0 ? -1 : Array.IndexOf(startColumns, inputs[column].Lengths) })];
        steppedLayouts = [.. steppedColumns.Select(column => inputs[column] with { Lengths = -1 })];
        lengths = [.. inputs.Select(_ => new PinnedBuffer())];
        ProgramLayout[] programs = [.. Programs.Select(index => inference.Layout.Programs[index])];
        keptOfBlock = PinnedBuffer.Aligned(programs.Max(program => program.Kept));
        scratchOfWorker = PinnedBuffer.Aligned(programs.Max(program => program.Scratch));
        shared = new PinnedBuffer(programs.Max(program => program.Shared));
        job = new BlockJob(this);
    }

    /// <summary>Sequences that are run side by side.</summary>
    public int BatchSize { get; private set; }

    /// <summary>Steps taken since the start.</summary>
    public int Steps { get; private set; }

    /// <summary>The largest number of steps: that of the network's parameter.</summary>
    public int MaximumSteps => layout.MaximumSteps;

    /// <summary>The number of a step's results in a sequence, of the first result.</summary>
    internal int Width => network.Outputs[0].Width;

    /// <summary>The classes of a step's first value; 0 where it is a float.</summary>
    internal int Classes => steppedLayouts[0].Classes;

    private IEnumerable<int> Programs
    {
        get
        {
            yield return layout.StepProgram;
            yield return inference.Layout.ProgramOf(layout.StepProgram, batch: 1);
            if (layout.StartProgram is { } start)
                yield return start;
        }
    }

    /// <summary>
    /// Goes on with other sequences: each begins where one of the running ones is, several may begin where the same one is, and those that are not named end. A beam search goes on so with the best continuations.
    /// </summary>
    /// <param name="sequences">For each sequence to go on with the number of the running one, from 0.</param>
    /// <exception cref="ArgumentException">None is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this number.</exception>
    public void Select(ReadOnlySpan<int> sequences)
    {
        if (sequences.IsEmpty)
            throw new ArgumentException("Expected at least one sequence to go on with, got none.", nameof(sequences));
        var isSame = sequences.Length == BatchSize;
        for (var i = 0; i < sequences.Length; i++)
        {
            if ((uint)sequences[i] >= (uint)BatchSize)
                throw new ArgumentOutOfRangeException(nameof(sequences), sequences[i], $"Expected the number of a running sequence, 0 to {BatchSize - 1}, got {sequences[i]}.");
            isSame &= sequences[i] == i;
        }

        if (isSame)
            return;
        Allocate(spare, sequences.Length);
        foreach (var value in layout.Kept)
            Move(value, sequences);
        foreach (var column in startColumns)
        {
            if (network.Inputs[column].IsLengths)
                MoveLengths(column, sequences);
        }

        (kept, spare) = (spare, kept);
        BatchSize = sequences.Length;
    }

    /// <summary>Begins sequences.</summary>
    /// <param name="columns">What the network takes besides the steps.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Begin(scoped in Columns columns)
    {
        BatchSize = startLayouts.Length > 0 ? ColumnCheck.BatchOf(startLayouts, columns, minimumBatch: 1)
            : columns.Batch > 0 ? columns.Batch
            : throw new ArgumentOutOfRangeException("batchSize", columns.Batch, $"Expected at least one sequence, got {columns.Batch}.");
        Steps = 0;
        Allocate(kept, BatchSize);
        foreach (var value in layout.Kept)
        {
            if (!value.IsOfStart && value.Lengths is null)
                Clear(value);
        }

        for (var i = 0; i < startColumns.Length; i++)
        {
            if (!startLayouts[i].IsLengths)
                continue;
            lengths[startColumns[i]].Ensure(BatchSize);
            columns[i].CopyTo(lengths[startColumns[i]].Span);
        }

        if (layout.StartProgram is { } start)
            Pinning.Run(columns, default, new PinnedRun(this, start, startColumns));
    }

    /// <summary>Takes a step.</summary>
    /// <param name="columns">The step's values.</param>
    /// <param name="outputs">Get the results.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void Advance(scoped in Columns columns, scoped in Outputs outputs)
    {
        if (Steps == MaximumSteps)
            throw new InvalidOperationException($"{network.Name} takes {MaximumSteps} steps, and all have been taken: begin anew with Start, or give [Sequence] a larger length.");
        var batch = ColumnCheck.BatchOf(steppedLayouts, columns, minimumBatch: 1);
        if (batch != BatchSize)
            throw new ArgumentException($"Expected one value for each of the {BatchSize} running sequences, got {batch}.", steppedLayouts[0].Name);
        for (var i = 0; i < network.Outputs.Length; i++)
        {
            if (outputs[i].Length != (long)batch * network.Outputs[i].Width)
                throw new ArgumentException($"Expected {(long)batch * network.Outputs[i].Width} values, {network.Outputs[i].Width} for each of {batch} sequences, got {outputs[i].Length}.", network.Outputs[i].Name);
        }

        Pinning.Run(columns, outputs, new PinnedRun(this, inference.Layout.ProgramOf(layout.StepProgram, batch), steppedColumns));
        Steps++;
    }

    private static int Blocks(int batch) => (batch + Block.Lanes - 1) / Block.Lanes;

    private void Allocate(PinnedBuffer buffer, int batch) => buffer.Ensure((long)Blocks(batch) * keptOfBlock);

    private Span<float> Of(PinnedBuffer buffer, KeptLayout value, int block) => buffer.Span.Slice((block * keptOfBlock) + value.Offset, value.Features * value.MaximumLength * Block.Lanes);

    private void Clear(KeptLayout value)
    {
        for (var block = 0; block < Blocks(BatchSize); block++)
            Of(kept, value, block).Clear();
    }

    private void Move(KeptLayout value, ReadOnlySpan<int> sequences)
    {
        for (var i = 0; i < sequences.Length; i++)
        {
            var from = Of(kept, value, sequences[i] / Block.Lanes);
            var to = Of(spare, value, i / Block.Lanes);
            var count = value.Features * value.Lengths switch
            {
                null => 1,
                < 0 => Steps,
                { } column => MemoryMarshal.Cast<float, int>(lengths[column].Span)[sequences[i]],
            };
            for (int feature = 0, source = sequences[i] % Block.Lanes, target = i % Block.Lanes; feature < count; feature++, source += Block.Lanes, target += Block.Lanes)
                to[target] = from[source];
        }
    }

    private void MoveLengths(int column, ReadOnlySpan<int> sequences)
    {
        spareLengths.Ensure(sequences.Length);
        for (var i = 0; i < sequences.Length; i++)
            spareLengths.Span[i] = lengths[column].Span[sequences[i]];
        (lengths[column], spareLengths) = (spareLengths, lengths[column]);
    }

    private void Run(int index, int[] columns, in Pointers inputs, in Pointers outputs)
    {
        program = index;
        inference.Prepare(program);
        inference.Model.Enter(ref memory);
        memory.Inputs = default;
        for (var column = 0; column < lengths.Length; column++)
            memory.Inputs[column] = lengths[column].Address;
        for (var i = 0; i < columns.Length; i++)
            memory.Inputs[columns[i]] = inputs[i];
        memory.Outputs = outputs;
        memory.Step = inference.NextStep(network);
        memory.Position = Steps;
        memory.Batch = BatchSize;
        memory.SampleWeight = 1f / BatchSize;
        var blocks = Blocks(BatchSize);
        var threads = blocks == 1 || BatchSize * inference.Layout.Programs[program].MultiplyAdds < BatchRun.ParallelMultiplyAdds ? 1 : Math.Min(ModelGenThreads.Count, blocks);
        scratch.Ensure((long)threads * scratchOfWorker);
        if (threads > 1)
        {
            WorkerPool.Shared.Run(job, blocks, threads);
            return;
        }

        for (var block = 0; block < blocks; block++)
            RunBlock(block, worker: 0);
    }

    private void RunBlock(int block, int worker)
    {
        var sample = block * Block.Lanes;
        var own = new OwnMemory(
            shared.Address,
            kept.Address + ((nint)block * keptOfBlock * sizeof(float)),
            scratch.Address + ((nint)worker * scratchOfWorker * sizeof(float)),
            Accumulators: 0,
            Losses: 0);
        for (var stage = 0; stage < inference.Layout.Programs[program].Stages.Length; stage++)
            inference.Program.RunBlock(program, stage, new Block(ref memory, own, sample, Math.Min(Block.Lanes, BatchSize - sample)));
    }

    private readonly struct PinnedRun(SequenceRun run, int program, int[] columns) : IPinnedRun
    {
        public void Run(in Pointers inputs, in Pointers outputs) => run.Run(program, columns, inputs, outputs);
    }

    private sealed class BlockJob(SequenceRun run) : Job
    {
        public override void Execute(int index, int worker) => run.RunBlock(index, worker);
    }
}
