using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>Which sample values are stored within others, so that nothing is copied: views, parts that stand side by side, and what is laid end to end, each part written where the whole is read.</summary>
internal sealed class Aliases
{
    private readonly Dictionary<Value, (Value Whole, int Element)> wholes = [];
    private readonly HashSet<Value> assembled = [];
    private readonly HashSet<Node> nodes = [];

    /// <summary>Finds what can be stored within something else.</summary>
    /// <param name="graph">The optimized graph.</param>
    /// <param name="straight">The nodes that have values in registers, where a copy costs nothing and memory would.</param>
    public static Aliases Find(Graph graph, HashSet<Node> straight)
    {
        var aliases = new Aliases();
        foreach (var node in graph.Nodes.Where(node => node.Outputs.Any(output => output.Extent == Extent.Sample) && (node.Operation.IsView || !straight.Contains(node))))
        {
            var shapes = node.Inputs.Select(input => input.Shape).ToArray();
            // A part of each step is no part of the sequence.
            if (node.Steps is not null && !node.Operation.IsView)
            {
                continue;
            }

            if (node.Operation.PlaceInOperand(shapes) is { } element && node.Inputs[0].Extent == Extent.Sample)
            {
                aliases.wholes.Add(node.Outputs[0], (node.Inputs[0], element));
                _ = aliases.nodes.Add(node);
            }
            else if (node.Operation.PlacesOfOperands(shapes) is { } places)
            {
                aliases.Assemble(node, places);
            }
        }

        return aliases;
    }

    /// <summary>Whether a node has nothing to do at run time.</summary>
    public bool IsFree(Node node) => nodes.Contains(node);

    /// <summary>Whether several values make this one.</summary>
    public bool IsAssembled(Value value) => assembled.Contains(value);

    /// <summary>The value whose memory holds this one, and the element at which it begins.</summary>
    public (Value Root, int Element) Resolve(Value value)
    {
        var element = 0;
        while (wholes.TryGetValue(value, out var place))
        {
            (value, element) = (place.Whole, element + place.Element);
        }

        return (value, element);
    }

    /// <summary>All parts or none: each must have memory of its own so far, which it gives up.</summary>
    private void Assemble(Node node, IReadOnlyList<int> places)
    {
        var roots = node.Inputs.Select(input => Resolve(input).Root).ToArray();
        if (roots.Any(root => root.Producer?.Operation is Operations.IKept) || roots.Distinct().Count() < roots.Length || roots.Zip(node.Inputs, (root, input) => root.Extent == Extent.Sample && root.Shape.Count == input.Shape.Count).Contains(false))
        {
            return;
        }

        for (var part = 0; part < roots.Length; part++)
        {
            wholes.Add(roots[part], (node.Outputs[0], places[part]));
        }

        _ = assembled.Add(node.Outputs[0]);
        _ = nodes.Add(node);
    }
}
