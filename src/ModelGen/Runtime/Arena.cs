namespace ModelGen.Runtime;

/// <summary>The memory in which one thread runs one block of an inference program, and the batch it may be handing out to others.</summary>
internal sealed class Arena : Job
{
    private readonly Inference inference;
    private readonly PinnedBuffer scratch, kept, shared, scores;

    // The batch in progress.
    private NetworkLayout? network;
    private BlockMemory memory;
    private int batch, members;

    // For each block that several threads run together: who they are, and the arena they do it in.
    private (BlockTeam Team, Arena Arena)[] teams = [];

    public Arena(Inference inference, int number)
    {
        this.inference = inference;
        Number = number;
        var programs = inference.Layout.Networks.SelectMany(network => new[] { network.Program, inference.Layout.ProgramOf(network.Program, batch: 1) }).Select(program => inference.Layout.Programs[program]).ToArray();
        scratch = new PinnedBuffer(programs.Max(program => program.Scratch));
        kept = new PinnedBuffer(programs.Max(program => program.Kept));
        shared = new PinnedBuffer(programs.Max(program => program.Shared));
        scores = new PinnedBuffer(inference.Layout.Networks.Max(network => network.Outputs[0].Width));
    }

    /// <summary>The arena's number among its stack's, from 1.</summary>
    public int Number { get; }

    /// <summary>Number of the arena below it on the stack; 0 for none.</summary>
    public int Below { get; set; }

    /// <summary>Memory for one sample's output.</summary>
    public Span<float> Scores => scores.Span;

    /// <summary>Runs a network on a batch whose memory is pinned, on several threads where that pays.</summary>
    public void Run(NetworkLayout network, in Pointers inputs, in Pointers outputs, int batch)
    {
        this.network = network;
        this.batch = batch;
        inference.Model.Enter(ref memory);
        memory.Inputs = inputs;
        memory.Outputs = outputs;
        memory.Step = inference.NextStep(network);
        memory.Batch = batch;
        memory.SampleWeight = 1f / batch;
        var blocks = (int)(((long)batch + Block.Lanes - 1) / Block.Lanes);
        var program = inference.Layout.Programs[inference.Layout.ProgramOf(network.Program, batch)];
        members = BatchRun.MembersOf(program, batch, blocks);
        if (members > 1 && TryRunTogether(blocks))
            return;
        members = 1;
        if (blocks == 1 || batch * inference.Layout.Programs[network.Program].MultiplyAdds < BatchRun.ParallelMultiplyAdds)
        {
            for (var block = 0; block < blocks; block++)
                RunBlock(this, block, part: default);
        }
        else
        {
            // Before any thread starts: one that wakes up late must not allocate in a later call.
            inference.Arenas.Grow(1 + Math.Min(blocks, ModelGenThreads.Count));
            WorkerPool.Shared.Run(this, blocks, ModelGenThreads.Count);
        }
    }

    /// <summary>Runs one block in an arena of its own, as the other threads are in theirs.</summary>
    public override void Execute(int index, int worker)
    {
        if (members > 1)
        {
            var (block, member) = int.DivRem(index, members);
            RunMember(teams[block], block, member);
            return;
        }

        var arena = inference.Arenas.Rent();
        RunBlock(arena, index, part: default);
        inference.Arenas.Return(arena);
    }

    private bool TryRunTogether(int blocks)
    {
        if (teams.Length < blocks)
            teams = [.. teams, .. Enumerable.Range(teams.Length, blocks - teams.Length).Select(_ => (new BlockTeam(), this))];
        for (var block = 0; block < blocks; block++)
        {
            teams[block].Team.Begin(members);
            teams[block].Arena = block == 0 ? this : inference.Arenas.Rent();
        }

        var isDone = WorkerPool.Shared.TryRunTogether(this, blocks * members);
        for (var block = 1; block < blocks; block++)
            inference.Arenas.Return(teams[block].Arena);
        return isDone;
    }

    private void RunMember((BlockTeam Team, Arena Arena) run, int block, int member)
    {
        try
        {
            RunBlock(run.Arena, block, new BlockPart(run.Team, member, members));
        }
        catch
        {
            run.Team.Break();
            throw;
        }
    }

    private void RunBlock(Arena arena, int block, BlockPart part)
    {
        var sample = block * Block.Lanes;
        var program = inference.Layout.ProgramOf(network!.Program, batch);
        var own = new OwnMemory(arena.shared.Address, arena.kept.Address, arena.scratch.Address, Accumulators: 0, Losses: 0);
        var stages = inference.Layout.Programs[program].Stages.Length;
        for (var stage = 0; stage < stages; stage++)
        {
            inference.Program.RunBlock(program, stage, new Block(ref memory, own, sample, Math.Min(Block.Lanes, batch - sample), part: part));
            part.Team?.Sync();
        }
    }
}

/// <summary>
/// A lock-free stack of arenas, as many as callers ever were at once. The head holds the number of the top arena and, above it, a count of changes: an arena that was taken
/// and put back between a look and an exchange is noticed.
/// </summary>
internal sealed class ArenaStack(Inference inference)
{
    private const long Change = 1L << 32;

    private readonly Lock growing = new();
    private Arena[] arenas = [];
    private long head;

    public Arena Rent()
    {
        while (true)
        {
            var seen = Volatile.Read(ref head);
            var top = (int)seen;
            if (top == 0)
                return Add();
            var arena = Volatile.Read(ref arenas)[top - 1];
            if (TryReplace(seen, arena.Below))
                return arena;
        }
    }

    public void Return(Arena arena)
    {
        long seen;
        do
        {
            seen = Volatile.Read(ref head);
            arena.Below = (int)seen;
        }
        while (!TryReplace(seen, arena.Number));
    }

    /// <summary>Makes sure that there are this many arenas, rented ones included.</summary>
    public void Grow(int count)
    {
        while (Volatile.Read(ref arenas).Length < count)
            Return(Add());
    }

    private bool TryReplace(long seen, int top) => Interlocked.CompareExchange(ref head, (seen & -Change) + Change + top, seen) == seen;

    private Arena Add()
    {
        lock (growing)
        {
            var arena = new Arena(inference, arenas.Length + 1);
            Volatile.Write(ref arenas, [.. arenas, arena]);
            return arena;
        }
    }
}
