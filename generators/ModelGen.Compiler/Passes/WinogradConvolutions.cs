using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Lets Winograd's minimal filtering compute the convolutions of 3×3 taps, and their gradients, that are faster so. A border that a padded copy of the input was made for, or that is cut from a gradient,
/// is then left to the kernel.
/// </summary>
public static class WinogradConvolutions
{
    /// <summary>The graph with the convolutions that Winograd's way is worth it for.</summary>
    /// <param name="graph">The optimized graph.</param>
    /// <param name="results">What is kept beside effects.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Choose(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = graph.Nodes.SelectMany(node => node.Inputs.Select(input => (Value: input, Reader: node))).ToLookup(pair => pair.Value, pair => pair.Reader);
        var found = graph.Nodes
            .Select(node => WinogradCandidate.Of(node, value => !results.Contains(value) && readers[value].Count() == 1))
            .OfType<WinogradCandidate>()
            .Select(candidate => (Candidate: candidate, Tile: candidate.BestTile()))
            .Where(choice => choice.Tile > 0)
            .ToDictionary(choice => choice.Candidate.Node);
        if (found.Count == 0)
        {
            return (graph, results);
        }

        var padding = graph.Nodes.Where(node => node.Operation is Pad2D && !results.Contains(node.Outputs[0]) && readers[node.Outputs[0]].All(reader => found.TryGetValue(reader, out var choice) && choice.Candidate.Input == node.Outputs[0]));
        var left = new HashSet<Node>(padding.Concat(found.Values.Select(choice => choice.Candidate.Replaced).OfType<Node>()));
        var rewriter = new GraphRewriter();
        foreach (var node in graph.Nodes.Where(node => !left.Contains(node)))
        {
            if (found.TryGetValue(node, out var choice))
            {
                var (candidate, tile) = choice;
                var (input, border) = (candidate.Input, candidate.Border);
                if (input.Producer is { Operation: Pad2D pad } producer && left.Contains(producer))
                {
                    (input, border) = (producer.Inputs[0], border.Outside(pad));
                }

                rewriter.Replace(node, [candidate.Add((operation, inputs) => rewriter.Target.Add(operation, node.Name, node.Origin, inputs), rewriter.Map, tile, input, border)]);
                rewriter.Target.Nodes[^1].LastName = node.LastName;
            }
            else
            {
                rewriter.Copy(node);
            }
        }

        // Convolutions of one weight have one transformed weight.
        return GraphOptimizer.ShareEqual(rewriter.Target, rewriter.Map(results));
    }
}
