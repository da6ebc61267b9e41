using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Finds what of a program must be computed step by step, all of it for one step before the next: what lies between the state before a step of a scan and the state after it. What does not depend on the state is computed for all steps
/// before, what no later step needs is computed after.
/// </summary>
public static class ScanLoops
{
    /// <summary>The graph with the nodes of each loop side by side.</summary>
    public static (Graph Graph, IReadOnlyList<Value> Results) Arrange(Graph graph, IReadOnlyList<Value> results)
    {
        if (!graph.Nodes.Any(node => node.Operation is IScanStep))
        {
            return (graph, results);
        }

        var rewriter = new GraphRewriter();
        foreach (var node in Ordered(graph.Nodes))
        {
            rewriter.Copy(node);
        }

        return (rewriter.Target, rewriter.Map(results));
    }

    /// <summary>Nodes in an order in which those of each loop stand side by side.</summary>
    public static IReadOnlyList<Node> Ordered(IReadOnlyList<Node> nodes)
    {
        var loops = Find(nodes);
        var members = loops.ToLookup(pair => pair.Value, pair => pair.Key);
        var known = new HashSet<Node>(nodes);
        var ordered = new List<Node>();
        var done = new HashSet<Node>();
        foreach (var node in nodes)
        {
            Add(node);
        }

        return ordered;

        void Add(Node node)
        {
            if (done.Contains(node) || !known.Contains(node))
            {
                return;
            }

            Node[] own = loops.TryGetValue(node, out var loop) ? [.. members[loop].OrderBy(member => member.Id)] : [node];
            foreach (var operand in own.SelectMany(member => member.Inputs).Select(input => input.Producer).OfType<Node>().Where(operand => !own.Contains(operand)))
            {
                Add(operand);
            }

            ordered.AddRange(own);
            done.UnionWith(own);
        }
    }

    /// <summary>Neighbours that belong to one loop, and all others each by itself.</summary>
    public static IReadOnlyList<IReadOnlyList<Node>> Groups(IReadOnlyList<Node> nodes)
    {
        var loops = Find(nodes);
        var groups = new List<List<Node>>();
        foreach (var node in nodes)
        {
            if (groups.Count > 0 && loops.TryGetValue(node, out var loop) && loops.TryGetValue(groups[^1][^1], out var last) && loop == last)
            {
                groups[^1].Add(node);
            }
            else
            {
                groups.Add([node]);
            }
        }

        return groups;
    }

    /// <summary>Whether a group of nodes goes from the last step to the first.</summary>
    public static bool IsReversed(IReadOnlyList<Node> group) => group[0].Operation is IScanStep { IsReversed: true };

    /// <summary>The loop of each node that is in one: it depends on the loop's begin, and its end depends on it.</summary>
    private static Dictionary<Node, (int Scan, bool IsReversed)> Find(IReadOnlyList<Node> nodes)
    {
        var loops = new Dictionary<Node, (int Scan, bool IsReversed)>();
        foreach (var begin in nodes.Where(node => node.Operation is IScanStep { IsBegin: true }))
        {
            var step = (IScanStep)begin.Operation;
            if (nodes.FirstOrDefault(node => node.Operation is IScanStep { IsBegin: false } other && other.Scan == step.Scan && other.IsReversed == step.IsReversed) is not { } end)
            {
                continue;
            }

            var after = new HashSet<Node> { begin };
            foreach (var node in nodes.Where(node => node.Inputs.SelectMany(Makers).Any(after.Contains)))
            {
                _ = after.Add(node);
            }

            var before = new HashSet<Node> { end };
            foreach (var node in nodes.Reverse().Where(before.Contains))
            {
                before.UnionWith(node.Inputs.SelectMany(Makers));
            }

            foreach (var node in after.Where(before.Contains))
            {
                loops[node] = (step.Scan, step.IsReversed);
            }
        }

        return loops;
    }

    /// <summary>What makes a value and, where that is a view, which has nothing to do and may be left out of the nodes, what makes the value that is viewed.</summary>
    private static IEnumerable<Node> Makers(Value value)
    {
        for (var maker = value.Producer; maker is not null; maker = maker.Operation.IsView ? maker.Inputs[0].Producer : null)
        {
            yield return maker;
        }
    }
}
