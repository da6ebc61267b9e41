using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>The memories of a running program; names are those of the fields of the runtime's <c>Block</c>.</summary>
public enum Memory
{
    /// <summary>The flat parameters.</summary>
    Parameters,

    /// <summary>The flat state.</summary>
    State,

    /// <summary>What is computed once for each version of the parameters.</summary>
    Prepared,

    /// <summary>Sums over the batch, for later stages.</summary>
    Shared,

    /// <summary>A block's values that live across stages.</summary>
    Kept,

    /// <summary>A block's other values.</summary>
    Scratch,

    /// <summary>A chunk's sums over its samples.</summary>
    Accumulators,

    /// <summary>The gradients of the rows that each sample used of sparse parameters.</summary>
    Rows,
}

/// <summary>Where a value's first element is.</summary>
public readonly record struct Location(Memory Memory, int Offset)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Memory}+{Offset}";
}

/// <summary>Scratch memory that a node's code needs for itself.</summary>
/// <param name="Length">Floats.</param>
/// <param name="IsReadAtEnd">Whether it is read after later nodes of the stage have run, so that they must not write to it.</param>
public readonly record struct WorkspaceNeed(int Length, bool IsReadAtEnd);

/// <summary>A range of accumulators that is summed over the chunks into shared memory.</summary>
public readonly record struct BatchSum(int From, int Length, int To);

/// <summary>A use of a sparse parameter: for each sample the indices of the rows that it used, and then their gradients.</summary>
/// <param name="Tensor">The offset of the tensor.</param>
/// <param name="First">Where it begins among a sample's.</param>
/// <param name="Count">Rows that a sample can use.</param>
/// <param name="Width">Values of a row.</param>
public readonly record struct RowUse(int Tensor, int First, int Count, int Width);

/// <summary>What runs over all blocks before anything waits for the whole batch.</summary>
/// <param name="Nodes">Run for each block, in order; without those whose results are in place already.</param>
/// <param name="Sums">Then summed over the chunks.</param>
/// <param name="Finish">Then run once.</param>
public sealed record PlanStage(IReadOnlyList<Node> Nodes, IReadOnlyList<BatchSum> Sums, IReadOnlyList<Node> Finish);

/// <summary>A program's stages and the place of each of its values. Lengths are in floats, those of sample values for a block of 16.</summary>
/// <param name="Start">Run once, before the first stage.</param>
/// <param name="Stages">The stages, in order.</param>
/// <param name="Locations">Where each value is read.</param>
/// <param name="Sums">Where each reduction adds.</param>
/// <param name="Workspaces">Offsets in scratch of what kernels need for themselves.</param>
/// <param name="Scratch">Length of scratch memory.</param>
/// <param name="Kept">Length of the memory that a block keeps across stages.</param>
/// <param name="LowerBound">What lives in scratch at once at the worst moment, and in kept memory: no plan needs less for both.</param>
/// <param name="Shared">Length of the sums over the batch.</param>
/// <param name="Accumulators">Length of a chunk's accumulators.</param>
public sealed record MemoryPlan(
    IReadOnlyList<Node> Start,
    IReadOnlyList<PlanStage> Stages,
    IReadOnlyDictionary<Value, Location> Locations,
    IReadOnlyDictionary<Value, Location> Sums,
    IReadOnlyDictionary<Node, int> Workspaces,
    int Scratch,
    int Kept,
    long LowerBound,
    int Shared,
    int Accumulators)
{
    /// <summary>The uses of sparse parameters, in the order in which a sample's gradients are added.</summary>
    public IReadOnlyList<RowUse> Rows { get; init; } = [];

    /// <summary>Floats of a sample's gradients of rows.</summary>
    public int RowLength { get; init; }

    /// <summary>Accumulators that a chunk's first block stores, in order.</summary>
    public IReadOnlyList<(int From, int To)> Stored => [.. Stages.SelectMany(stage => stage.Nodes).Where(node => node.Operation.StoresFirst)
        .Select(node => (Sums[node.Outputs[0]].Offset, Sums[node.Outputs[0]].Offset + node.Outputs[0].Shape.Count)).OrderBy(range => range.Item1)];

    /// <summary>The memory that a block needs, the part that it keeps across stages included.</summary>
    public long Peak => (long)Scratch + Kept;

    /// <summary>Where a node writes a result: a reduction to its accumulator, also where later stages read the sum elsewhere.</summary>
    public Location ResultOf(Value value) => Sums.TryGetValue(value, out var sum) ? sum : Locations[value];
}
