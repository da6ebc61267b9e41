using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Spares gradients of dense weights that are too large for straight-line code a clearing of their sums, and a transposition where the layer's input is a column of the batch; along time, lets them add up all steps in registers.
/// </summary>
public static class DenseGradients
{
    /// <summary>The graph with what is known of its dense gradients.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="results">Its results: a weight's gradient is among them where nothing else is added to it.</param>
    /// <param name="unroll">How layers are to be emitted.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Specialize(Graph graph, IReadOnlyList<Value> results, UnrollMode unroll)
    {
        var alone = new HashSet<Value>(results);
        var rewriter = new GraphRewriter();
        foreach (var node in graph.Nodes)
        {
            var isAlone = node.Outputs.Any(alone.Contains);
            var special = node.Operation is not DenseWeightGradient gradient ? null
                : node.Steps is { } time ? node.Inputs.All(input => input.Time is not null) ? gradient with { IsAlone = isAlone, Time = time } : null
                : UnrollPolicy.CanBeStraight(node, unroll) ? null
                : gradient with { IsAlone = isAlone, Column = (node.Inputs[1].Viewed.Producer?.Operation as NetworkInput)?.Column };
            if (special is not null)
            {
                rewriter.Replace(node, [rewriter.Target.Add(special, node.Name, node.Origin, rewriter.Map(node.Inputs))]);
            }
            else
            {
                rewriter.Copy(node);
            }
        }

        return (rewriter.Target, rewriter.Map(results));
    }
}
