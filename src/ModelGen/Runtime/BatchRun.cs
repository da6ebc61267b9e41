using System.Runtime.InteropServices;

namespace ModelGen.Runtime;

/// <summary>
/// Runs a program over a batch: stage by stage, in each stage chunk by chunk, in each chunk block by block. Blocks and chunks follow from batch and layout alone, chunks are
/// added in order, so that any number of threads gives the same bits. One batch at a time.
/// </summary>
internal sealed class BatchRun(ModelLayout layout, CompiledProgram program, ModelMemory model) : Job
{
    /// <summary>
    /// Multiply-adds from which threads pay: some 20 µs of work at 50 a nanosecond. Two threads that wait awake do 20 µs of work in 11 (and 5 in 4); where one must be woken
    /// first nothing is gained below 100 µs.
    /// </summary>
    public const long ParallelMultiplyAdds = 1_000_000;

    /// <summary>Multiply-adds of a block from which several threads together pay: to wait for each other some fifty times costs 20 µs.</summary>
    private const long TeamMultiplyAdds = 5_000_000;

    private const int MaximumTeam = 8;

    private const int BeforeAnyStage = -1;
    private const int MaximumChunks = 16;
    private const long MaximumAccumulatorBytes = 64L << 20;

    /// <summary>
    /// Multiply-adds for each accumulator that a chunk should be worth, where there are chunks for a few threads: to clear and add accumulators costs as much as nine each (measured at 784-128-10).
    /// </summary>
    private const int MultiplyAddsPerAccumulator = 64, ChunksForThreads = 4;

    private readonly PinnedBuffer scratch = new(), kept = new(), shared = new(), furtherChunks = new(), losses = new(), rows = new();
    private readonly List<BlockTeam> teams = [];
    private readonly FirstRuns firstRuns = new(program, layout.Programs.Length);
    private int index, stage, batch, blocks, members;
    private ProgramLayout current = layout.Programs[0];
    private nint firstChunk;
    private BlockMemory memory;

    /// <summary>Chunks of the last run.</summary>
    public int Chunks { get; private set; }

    /// <summary>Runs a program.</summary>
    /// <param name="index">The program.</param>
    /// <param name="inputs">Addresses of the pinned columns.</param>
    /// <param name="output">Address of the pinned output; 0 for none.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="accumulators">Where the first chunk adds up.</param>
    /// <param name="first">At which of its floats.</param>
    /// <param name="step">Optimizer steps taken so far.</param>
    /// <param name="isTraining">Whether running statistics are updated.</param>
    /// <param name="watch">Looks at the values of a program that shows them.</param>
    /// <returns>The mean of the samples' losses, added up in their order.</returns>
    public double Run(int index, in Pointers inputs, nint output, int batch, PinnedBuffer accumulators, int first, long step, bool isTraining, ValueWatch? watch = null)
    {
        this.index = watch is null ? layout.ProgramOf(index, batch) : index;
        this.batch = batch;
        current = layout.Programs[this.index];
        blocks = (int)(((long)batch + Block.Lanes - 1) / Block.Lanes);
        Chunks = blocks == 1 ? 1 : ChunksOf(current, blocks);
        var threads = Chunks == 1 || batch * current.MultiplyAdds < ParallelMultiplyAdds ? 1 : Math.Min(ModelGenThreads.Count, Chunks);
        members = MembersOf(current, batch, Chunks);
        Allocate(members == 1 ? threads : Math.Max(threads, Chunks));
        accumulators.Ensure((long)first + current.Accumulators);
        firstChunk = After(accumulators.Address, first, 1);
        model.Enter(ref memory);
        memory.Inputs = inputs;
        memory.Outputs[0] = output;
        memory.Step = unchecked((uint)step);
        memory.Batch = batch;
        memory.RowLength = current.RowLength;
        memory.SampleWeight = 1f / batch;
        memory.Watch = watch;

        firstRuns.Prepare(this.index);
        if (current.HasStart)
            FinishStage(BeforeAnyStage, isTraining);
        for (stage = 0; stage < current.Stages.Length; stage++)
        {
            RunStage(threads);
            AddChunks();
            if (current.Stages[stage].HasFinish)
                FinishStage(stage, isTraining);
        }

        return MeanLoss();
    }

    /// <summary>The accumulators of one chunk of the last run, from the program's first.</summary>
    public unsafe Span<float> Accumulators(int chunk, int from, int length) => new((float*)AccumulatorsOf(chunk) + from, length);

    /// <summary>The uses of sparse tensors by the program that ran last.</summary>
    public RowUse[] RowUses => current.Rows;

    /// <summary>Samples of the last run.</summary>
    public int Batch => batch;

    /// <summary>Where a use of a sparse tensor by a sample begins: its indices, then its values.</summary>
    public nint AddressOfRows(int sample, int first) => After(rows.Address, sample, current.RowLength) + first * sizeof(float);

    public override void Execute(int index, int worker)
    {
        if (members == 1)
        {
            Execute(index, worker, part: default);
            return;
        }

        var (chunk, member) = int.DivRem(index, members);
        var team = teams[chunk];
        try
        {
            Execute(chunk, chunk, new BlockPart(team, member, members));
        }
        catch
        {
            team.Break();
            throw;
        }
    }

    /// <summary>How many threads run each block together: where there are fewer chunks than threads, and work enough.</summary>
    internal static int MembersOf(ProgramLayout program, int batch, int chunks) =>
        program.IsForTeams && batch * program.MultiplyAdds >= chunks * TeamMultiplyAdds ? Math.Clamp(ModelGenThreads.Count / chunks, 1, MaximumTeam) : 1;

    private void RunStage(int threads)
    {
        if (members > 1)
        {
            while (teams.Count < Chunks)
                teams.Add(new BlockTeam());
            for (var chunk = 0; chunk < Chunks; chunk++)
                teams[chunk].Begin(members);
            if (WorkerPool.Shared.TryRunTogether(this, Chunks * members))
                return;
            members = 1;
        }

        if (Chunks == 1)
            Execute(index: 0, worker: 0);
        else
            WorkerPool.Shared.Run(this, Chunks, threads);
    }

    private unsafe void Execute(int chunk, int worker, BlockPart part)
    {
        var accumulators = AccumulatorsOf(chunk);
        if (stage == 0 && part.Member == 0)
            Clear((float*)accumulators);
        part.Team?.Sync();
        var first = (int)((long)chunk * blocks / Chunks);
        var end = (int)((chunk + 1L) * blocks / Chunks);
        for (var block = first; block < end; block++)
        {
            var sample = block * Block.Lanes;
            var own = new OwnMemory(
                shared.Address,
                After(kept.Address, block, PinnedBuffer.Aligned(current.Kept)),
                After(scratch.Address, worker, PinnedBuffer.Aligned(current.Scratch)),
                accumulators,
                After(losses.Address, sample, 1),
                After(rows.Address, sample, current.RowLength));
            program.RunBlock(index, stage, new Block(ref memory, own, sample, Math.Min(Block.Lanes, batch - sample), block == first, part));
            part.Team?.Sync();
        }
    }

    private unsafe void Clear(float* accumulators)
    {
        var from = 0;
        foreach (var stored in current.Stored)
        {
            new Span<float>(accumulators + from, stored.From - from).Clear();
            from = stored.To;
        }

        new Span<float>(accumulators + from, current.Accumulators - from).Clear();
    }

    private static int ChunksOf(ProgramLayout program, int blocks)
    {
        var most = Math.Min(blocks, MaximumChunks);
        if (program.Accumulators == 0)
            return Math.Max(1, most);
        var accumulators = (long)program.Accumulators;
        var fitting = MaximumAccumulatorBytes / (accumulators * sizeof(float));
        var worthwhile = Math.Max(ChunksForThreads, blocks * (long)Block.Lanes * program.MultiplyAdds / (MultiplyAddsPerAccumulator * accumulators));
        return (int)Math.Max(1, Math.Min(most, Math.Min(fitting, worthwhile)));
    }

    private static nint After(nint address, int count, int width) => address + (nint)count * width * sizeof(float);

    private nint AccumulatorsOf(int chunk) => chunk == 0 ? firstChunk : After(furtherChunks.Address, chunk - 1, PinnedBuffer.Aligned(current.Accumulators));

    private void Allocate(int threads)
    {
        scratch.Ensure((long)threads * PinnedBuffer.Aligned(current.Scratch));
        kept.Ensure((long)blocks * PinnedBuffer.Aligned(current.Kept));
        shared.Ensure(current.Shared);
        furtherChunks.Ensure((Chunks - 1L) * PinnedBuffer.Aligned(current.Accumulators));
        losses.Ensure((long)blocks * Block.Lanes);
        rows.Ensure((long)batch * current.RowLength);
    }

    private void AddChunks()
    {
        foreach (var sum in current.Stages[stage].Sums)
        {
            var total = shared.Span.Slice(sum.To, sum.Length);
            Accumulators(0, sum.From, sum.Length).CopyTo(total);
            for (var chunk = 1; chunk < Chunks; chunk++)
                Lanes.Add(ref ModelMemory.At(After(AccumulatorsOf(chunk), sum.From, 1)), sum.Length, ref MemoryMarshal.GetReference(total));
        }
    }

    private void FinishStage(int finished, bool isTraining) => program.FinishStage(
        index, finished, ref ModelMemory.At(memory.Parameters), ref ModelMemory.At(memory.State), ref ModelMemory.At(shared.Address), batch, isTraining);

    private double MeanLoss()
    {
        // Four running sums, so that one addition need not wait for the last.
        var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0);
        var values = losses.Span[..batch];
        var i = 0;
        for (; i <= values.Length - 4; i += 4)
        {
            sum0 += values[i];
            sum1 += values[i + 1];
            sum2 += values[i + 2];
            sum3 += values[i + 3];
        }

        for (; i < values.Length; i++)
            sum0 += values[i];
        return ((sum0 + sum1) + (sum2 + sum3)) / batch;
    }
}
