using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Cuts a program into stages and gives every value its place.</summary>
public sealed class Planner
{
    private const int BeforeAnyStage = -1;

    private readonly Graph graph;
    private readonly TensorOffsets offsets;
    private readonly PreparedValues? prepared;
    private readonly Aliases aliases;
    private readonly Dictionary<Value, Location> locations = [];
    private readonly Dictionary<Value, Location> sumLocations = [];
    private readonly Dictionary<Value, int> available = [];
    private readonly HashSet<Node> elided = [];
    private readonly List<RowUse> rows = [];
    private int rowLength;
    private readonly HashSet<Node> straight;
    private readonly bool isWatched;

    private Planner(Graph graph, HashSet<Node> straight, bool isWatched, TensorOffsets offsets, PreparedValues? prepared)
    {
        this.graph = graph;
        this.isWatched = isWatched;
        aliases = Aliases.Find(graph, straight);
        this.straight = straight;
        this.offsets = offsets;
        this.prepared = prepared;
    }

    /// <summary>Plans a program.</summary>
    /// <param name="graph">The optimized graph.</param>
    /// <param name="straight">The nodes that become straight-line code.</param>
    /// <param name="isWatched">Whether each layer's values are seen behind it.</param>
    /// <param name="gradients">The gradient of each trained tensor, by its index.</param>
    /// <param name="offsets">Where parameters and state are.</param>
    /// <param name="prepared">The values that all programs share and compute once for each version of the parameters; null for a program that computes them itself, at its start.</param>
    /// <param name="workspace">What a node's code needs for itself.</param>
    public static MemoryPlan Plan(
        Graph graph,
        HashSet<Node> straight,
        bool isWatched,
        IReadOnlyDictionary<int, Value> gradients,
        TensorOffsets offsets,
        PreparedValues? prepared,
        Func<Node, WorkspaceNeed> workspace)
    {
        var planner = new Planner(graph, straight, isWatched, offsets, prepared);
        return planner.Run(gradients, workspace);
    }

    private MemoryPlan Run(IReadOnlyDictionary<int, Value> gradients, Func<Node, WorkspaceNeed> workspace)
    {
        PlaceTensors();
        var accumulators = PlaceGradients(gradients);
        var stageOf = AssignStages();
        var stageCount = Math.Max(1, stageOf.Values.DefaultIfEmpty().Max() + 1);
        var (sums, shared, accumulatorLength) = PlaceSums(stageOf, accumulators, stageCount);
        var blockNodes = Enumerable.Range(0, stageCount)
            .Select(stage => graph.Nodes.Where(node => KernelMethod.RunsOnBlocks(node) && stageOf.TryGetValue(node, out var own) && own == stage).ToArray())
            .ToArray();
        var (workspaces, scratch, kept, lowerBound) = PlaceActivations(blockNodes.SelectMany(nodes => nodes).ToArray(), stageOf, workspace);
        var stages = Enumerable.Range(0, stageCount).Select(stage => new PlanStage([.. blockNodes[stage].Where(node => !aliases.IsFree(node) && node.Operation is not Recall)], sums[stage], BatchNodes(stageOf, stage))).ToArray();
        return new MemoryPlan(BatchNodes(stageOf, BeforeAnyStage), stages, locations, sumLocations, workspaces, scratch, kept, lowerBound, shared, accumulatorLength) { Rows = rows, RowLength = rowLength };
    }

    private Node[] BatchNodes(Dictionary<Node, int> stageOf, int stage) => [.. graph.Nodes.Where(node => !KernelMethod.RunsOnBlocks(node) && stageOf.TryGetValue(node, out var own) && own == stage)];

    private void PlaceTensors()
    {
        foreach (var value in graph.Nodes.SelectMany(node => node.Inputs).Where(value => value.Source != ValueSource.Operation))
        {
            locations[value] = value.Source == ValueSource.Parameter
                ? new Location(Memory.Parameters, offsets.Parameters[value.Tensor])
                : new Location(Memory.State, offsets.State[value.Tensor]);
            available[value] = 0;
        }
    }

    /// <summary>Gradients stand at their parameters' offsets. Where a weight is used several times its gradient is a sum of reductions: as reductions add, they get one place and the sum is free.</summary>
    private int PlaceGradients(IReadOnlyDictionary<int, Value> gradients)
    {
        foreach (var pair in gradients)
        {
            Place(pair.Value, offsets.Parameters[pair.Key]);
        }

        return offsets.Accumulators;

        void Place(Value value, int offset)
        {
            var producer = value.Producer ?? throw new InvalidOperationException($"The gradient {value.Name} is not computed.");
            if (producer.Operation is Add && value.Extent == Extent.Batch)
            {
                _ = elided.Add(producer);
                Place(producer.Inputs[0], offset);
                Place(producer.Inputs[1], offset);
            }
            else if (producer.Operation is SparseEmbeddingGradient gradient)
            {
                var use = new RowUse(offset, rowLength, gradient.RowsOf(producer), gradient.Size);
                locations[value] = new Location(Memory.Rows, rowLength);
                rows.Add(use);
                rowLength = checked(rowLength + (use.Count * (use.Width + 1)));
            }
            else
            {
                locations[value] = new Location(Memory.Accumulators, offset - offsets.SparseCount);
            }
        }
    }

    /// <summary>A node runs in the first stage at whose start all its operands are there. What depends on parameters alone needs no stage: it is prepared.</summary>
    private Dictionary<Node, int> AssignStages()
    {
        var stages = new Dictionary<Node, int>();
        foreach (var node in graph.Nodes.Where(node => !elided.Contains(node)))
        {
            var stage = node.Inputs.Count == 0 ? 0 : node.Inputs.Max(input => available[input]);
            var isBatchNode = !KernelMethod.RunsOnBlocks(node);
            if (isBatchNode && stage == 0 && prepared is not null)
            {
                prepared.Add(node, locations);
            }
            else if (!IsBatchView(node))
            {
                // An operation on sums of stage k runs when that stage is finished, one on parameters alone before the first; its results are there for the next stage, as the sums are.
                stages[node] = isBatchNode ? stage - 1 : stage;
            }

            foreach (var output in node.Outputs)
            {
                available[output] = node.Operation.Reduces(output.Output) ? stage + 1 : stage;
            }
        }

        return stages;
    }

    private (IReadOnlyList<BatchSum>[] Sums, int Shared, int Accumulators) PlaceSums(Dictionary<Node, int> stageOf, int accumulators, int stageCount)
    {
        var sums = Enumerable.Range(0, stageCount).Select(_ => new List<BatchSum>()).ToArray();
        var shared = 0;
        var read = new HashSet<Value>(graph.Nodes.Where(stageOf.ContainsKey).SelectMany(node => node.Inputs).Select(input => input.Viewed));
        foreach (var node in graph.Nodes.Where(node => stageOf.ContainsKey(node) || IsBatchView(node)))
        {
            if (IsBatchView(node))
            {
                locations[node.Outputs[0]] = locations[node.Inputs[0]];
                continue;
            }

            foreach (var output in node.Outputs.Where(output => output.Extent == Extent.Batch))
            {
                var length = output.Shape.Count;
                if (node.Operation.Reduces(output.Output))
                {
                    if (!locations.TryGetValue(output, out var accumulator))
                    {
                        accumulator = new Location(Memory.Accumulators, accumulators);
                        accumulators += length;
                    }

                    sumLocations[output] = accumulator;
                    if (!read.Contains(output))
                    {
                        locations[output] = accumulator;
                        continue;
                    }

                    sums[stageOf[node]].Add(new BatchSum(accumulator.Offset, length, shared));
                }

                locations[output] = new Location(Memory.Shared, shared);
                shared += length;
            }
        }

        return (sums, shared, accumulators);
    }

    private (Dictionary<Node, int> Workspaces, int Scratch, int Kept, long LowerBound) PlaceActivations(Node[] nodes, Dictionary<Node, int> stageOf, Func<Node, WorkspaceNeed> workspace)
    {
        var lives = new Dictionary<Value, (int From, int To)>();
        var moments = MomentsOf(nodes);
        for (var moment = 0; moment < nodes.Length; moment++)
        {
            foreach (var root in nodes[moment].Inputs.Concat(nodes[moment].Outputs).Where(value => value.Extent == Extent.Sample).Select(value => aliases.Resolve(value).Root))
            {
                lives[root] = (lives.TryGetValue(root, out var life) ? life.From : moments[moment].First, moments[moment].Last);
            }
        }

        // Within one straight-line method values are locals.
        var staysInRegisters = nodes.All(node => straight.Contains(node) && stageOf[node] == 0) && UnrollPolicy.Steps(nodes, straight, isWatched).Count == 1;
        var (scratch, kept) = (new ArenaAllocator(), new ArenaAllocator());
        var buffers = new Dictionary<Value, (ArenaAllocator.Buffer Buffer, Memory Memory)>();

        // Kept memory begins with what has its place there.
        var places = nodes.Where(node => node.Operation is IKept).ToDictionary(node => node.Outputs[0], node => ((IKept)node.Operation).Offset);
        var placed = places.Select(pair => pair.Value + (VectorWidth.Lanes * pair.Key.Elements)).DefaultIfEmpty().Max();
        var workspaces = new Dictionary<Node, ArenaAllocator.Buffer>();
        for (var moment = 0; moment < nodes.Length; moment++)
        {
            var node = nodes[moment];
            if (workspace(node) is { Length: > 0 } need)
            {
                var end = need.IsReadAtEnd ? Array.FindLastIndex(nodes, other => stageOf[other] == stageOf[node]) : moments[moment].Last;
                workspaces[node] = scratch.Reserve(need.Length, moments[moment].First, end);
            }

            foreach (var output in node.Outputs.Where(output => output.Extent == Extent.Sample && !staysInRegisters))
            {
                var root = aliases.Resolve(output).Root;
                if (!buffers.ContainsKey(root) && !places.ContainsKey(root))
                {
                    var end = lives[root].To;
                    var memory = stageOf[nodes[end]] == stageOf[node] ? Memory.Scratch : Memory.Kept;
                    buffers[root] = TakeOver(node, output, moment, end, memory)
                        ?? ((memory == Memory.Scratch ? scratch : kept).Reserve(checked(VectorWidth.Lanes * root.Elements), moments[moment].First, end), memory);
                }
            }
        }

        var scratchLength = scratch.Place();
        var keptLength = placed + kept.Place();
        foreach (var output in nodes.SelectMany(node => node.Outputs).Where(output => output.Extent == Extent.Sample && !staysInRegisters))
        {
            var (root, element) = aliases.Resolve(output);
            var (memory, offset) = places.TryGetValue(root, out var place) ? (Memory.Kept, place)
                : (buffers[root].Memory, buffers[root].Buffer.Offset + (buffers[root].Memory == Memory.Kept ? placed : 0));
            locations[output] = new Location(memory, offset + (VectorWidth.Lanes * element));
        }

        return (workspaces.ToDictionary(pair => pair.Key, pair => pair.Value.Offset), scratchLength, keptLength, scratch.LowerBound() + kept.LowerBound());

        // An element-wise result may take the place of an operand that nobody reads any more.
        (ArenaAllocator.Buffer, Memory)? TakeOver(Node node, Value output, int moment, int end, Memory memory)
        {
            var index = node.Operation.InPlaceInput;
            if (index < 0 || output.Output != 0 || memory != Memory.Scratch || aliases.Resolve(output).Root != output || aliases.IsAssembled(output))
            {
                return null;
            }

            var root = aliases.Resolve(node.Inputs[index]).Root;
            if (root.Extent != Extent.Sample || places.ContainsKey(root) || lives[root].To != moment || root.Time != output.Time || root.Shape.Count != output.Shape.Count || node.Inputs[index].Shape.Count != output.Shape.Count
                || buffers[root].Memory != Memory.Scratch || node.Inputs.Where((_, i) => i != index).Any(other => aliases.Resolve(other).Root == root))
            {
                return null;
            }

            buffers[root].Buffer.To = end;
            return buffers[root];
        }
    }

    /// <summary>When a node runs: between the first and the last of a loop's nodes, as each of them runs at each step.</summary>
    private static (int First, int Last)[] MomentsOf(IReadOnlyList<Node> nodes)
    {
        var moments = new List<(int First, int Last)>();
        foreach (var group in ScanLoops.Groups(nodes))
        {
            moments.AddRange(Enumerable.Repeat((moments.Count, moments.Count + group.Count - 1), group.Count));
        }

        return [.. moments];
    }

    private static bool IsBatchView(Node node) => node.Operation.IsView && node.Outputs[0].Extent == Extent.Batch;
}

/// <summary>The offsets of tensors in their flat buffers, by the tensors' indices.</summary>
/// <param name="Parameters">Those of parameters.</param>
/// <param name="State">Those of state.</param>
/// <param name="ParameterCount">The parameters' values.</param>
/// <param name="SparseCount">The values of sparse parameters, which stand first.</param>
public sealed record TensorOffsets(IReadOnlyList<int> Parameters, IReadOnlyList<int> State, int ParameterCount, int SparseCount)
{
    /// <summary>The accumulators of the parameters' gradients: as many as there are parameters that are not sparse.</summary>
    public int Accumulators => ParameterCount - SparseCount;
}
