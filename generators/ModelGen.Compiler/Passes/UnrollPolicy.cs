using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>How the user wants layers to be emitted.</summary>
public enum UnrollMode
{
    /// <summary>Straight-line code where it is faster.</summary>
    Auto,

    /// <summary>Straight-line code everywhere.</summary>
    Full,

    /// <summary>Kernels with loops everywhere.</summary>
    Tiles,
}

/// <summary>Decides which nodes become straight-line code. It spares counters and branches, but each of its instructions runs once a block: a program must fit the instruction cache.</summary>
public static class UnrollPolicy
{
    /// <summary>Vector operations that one straight-line method holds by our own choice.</summary>
    public const int MethodBudget = 300;

    /// <summary>Vector operations that one method can hold at all: the JIT tracks 1,024 locals (JitMaxLocalsToTrack) and leaves any others in memory.</summary>
    public const int MethodLimit = 1_000;

    /// <summary>Vector operations of a program that is still emitted as straight-line code: at some ten bytes each they fill an instruction cache of 32 KB.</summary>
    public const int ProgramBudget = 3_000;

    /// <summary>The nodes to emit as straight-line code.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="mode">How the user wants layers to be emitted.</param>
    /// <param name="isForOne">Whether the program is for one sample: what works on lanes then stays a kernel.</param>
    public static HashSet<Node> Choose(Graph graph, UnrollMode mode, bool isForOne = false)
    {
        var onLanes = isForOne ? OneSampleProgram.OnLanes(graph) : [];
        var candidates = graph.Nodes.Where(node => CanBeStraight(node, mode) && !onLanes.Contains(node)).ToArray();
        var total = graph.Nodes.Sum(node => (long)(Cost(node) ?? ProgramCostOf(node)));
        return mode == UnrollMode.Tiles || (mode == UnrollMode.Auto && total > ProgramBudget) ? [] : [.. candidates];
    }

    /// <summary>What a node's straight-line code takes, null where it has none.</summary>
    public static int? Cost(Node node) => node.Operation.StraightCost(node.Inputs, node.Outputs);

    /// <summary>Whether a node has straight-line code that is not too long.</summary>
    public static bool CanBeStraight(Node node, UnrollMode mode) => Cost(node) is { } cost && cost <= (mode == UnrollMode.Full ? MethodLimit : MethodBudget);

    /// <summary>Cuts nodes, in their order, into single kernels, the loops of scans, and runs that become one straight-line method each.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="straight">Those that become straight-line code.</param>
    /// <param name="isWatched">Whether each layer is to have a step of its own, so that its values are seen behind it.</param>
    public static IReadOnlyList<IReadOnlyList<Node>> Steps(IReadOnlyList<Node> nodes, HashSet<Node> straight, bool isWatched)
    {
        var steps = new List<List<Node>>();
        var cost = 0;
        foreach (var group in ScanLoops.Groups(nodes))
        {
            var node = group[0];
            var own = Cost(node) ?? 0;
            if (straight.Contains(node) && steps.Count > 0 && straight.Contains(steps[^1][0]) && cost + own <= MethodBudget && !(isWatched && steps[^1][0].Name != node.Name))
            {
                steps[^1].Add(node);
                cost += own;
            }
            else
            {
                steps.Add([.. group]);
                cost = own;
            }
        }

        return steps;
    }

    private static long ProgramCostOf(Node node) => node.Operation.MultiplyAdds(node.Inputs, node.Outputs);
}
