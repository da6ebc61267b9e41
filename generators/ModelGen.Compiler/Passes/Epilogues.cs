using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Lets the kernel that makes a value apply the element-wise operations that follow, those with a second operand too (a sum with a skip connection, an activation's gradient), and add up its channels
/// (a mean over the batch, a bias's gradient).
/// </summary>
public static class Epilogues
{
    /// <summary>The graph with chains of nodes as one (see <see cref="Fused"/>).</summary>
    /// <param name="graph">The graph of a program of kernels for blocks.</param>
    /// <param name="results">What is kept beside effects.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Fuse(Graph graph, IReadOnlyList<Value> results)
    {
        var readers = GraphOptimizer.CountReaders(graph, results);
        var stages = new Dictionary<Value, int>();
        var chains = new Dictionary<Node, Chain>();
        foreach (var node in graph.Nodes)
        {
            var stage = node.Inputs.Select(StageOf).DefaultIfEmpty().Max();
            foreach (var output in node.Outputs)
            {
                stages.Add(output, node.Operation.IsReduction ? stage + 1 : stage);
            }

            // The kernel of the value that is made last, as the others must be there; none is put off to a later stage.
            var made = !IsPointwise(node) ? null : node.Inputs
                .Where(input => input.Time == node.Outputs[0].Time && readers.TryGetValue(input, out var count) && count == 1 && StageOf(input) == stage && chains.ContainsKey(input.Producer!))
                .OrderByDescending(input => input.Producer!.Id)
                .FirstOrDefault();
            if (node.Operation is ChannelSum { SumsElements: true } && CanSum(node, stage))
            {
                chains[node.Inputs[0].Producer!] = chains[node.Inputs[0].Producer!] with { Sum = node };
            }
            else if (made is not null)
            {
                var chain = chains[made.Producer!];
                _ = chains.Remove(made.Producer!);
                chains.Add(node, chain with { Steps = [.. chain.Steps, (node, node.Inputs.ToList().IndexOf(made))] });
            }
            else if (node.Operation.OffersEpilogue && node.Outputs is [{ Extent: Extent.Sample }])
            {
                chains.Add(node, new Chain(node, [], Sum: null));
            }
        }

        var left = new HashSet<Node>(chains.Values.SelectMany(chain => chain.Steps.Select(step => step.Node).Prepend(chain.Maker).Take(chain.Steps.Count).Concat(chain.Sum is null ? [] : [chain.Sum])));
        return GraphOptimizer.Rewrite(graph, results, (node, rewriter) =>
        {
            if (chains.TryGetValue(node, out var chain) && (chain.Steps.Count > 0 || chain.Sum is not null))
            {
                Replace(chain, node, rewriter);
            }
            else if (!left.Contains(node) && !(node.Inputs.Count == 0 && rewriter.Has(node.Outputs[0])))
            {
                rewriter.Copy(node);
            }
        });

        // What depends on nothing may come earlier.
        bool CanSum(Node node, int stage) => node.Inputs[0].Producer is { } last && chains.TryGetValue(last, out var chain) && chain.Sum is null && StageOf(node.Inputs[0]) == stage
            && chain.Maker.Operation.OffersSum(node.Inputs[0].Shape)
            && node.Inputs.Skip(1).All(input => input.Producer is not { } producer || producer.Id < last.Id || producer.Inputs.Count == 0);

        int StageOf(Value value) => stages.TryGetValue(value, out var stage) ? stage : 0;
    }

    private static void Replace(Chain chain, Node last, GraphRewriter rewriter)
    {
        var operands = chain.Sum?.Inputs.Skip(1).ToArray() ?? [];
        foreach (var operand in operands.Where(operand => !rewriter.Has(operand)))
        {
            rewriter.Copy(operand.Producer!);
        }

        var operation = new Fused(chain.Maker.Operation, chain.Steps.Select(step => new FusedStep(step.Node.Operation, step.Made)).ToEquatableArray(), (ChannelSum?)chain.Sum?.Operation);
        var inputs = chain.Maker.Inputs.Concat(chain.Steps.SelectMany(step => step.Node.Inputs.Where((_, i) => i != step.Made))).Concat(operands);
        Node[] results = chain.Sum is null ? [last] : [last, chain.Sum];
        var fused = rewriter.Target.Add(operation, chain.Maker.Name, chain.Maker.Origin, rewriter.Map(inputs), [.. results.Select(result => result.Outputs[0].Shape)]);
        fused.Producer!.LastName = last.LastName;
        for (var i = 0; i < results.Length; i++)
        {
            rewriter.Replace(results[i].Outputs[0], fused.Producer.Outputs[i]);
        }
    }

    private static bool IsPointwise(Node node) =>
        node.Operation is IPointwise && node.Outputs[0].Extent == Extent.Sample && node.Inputs.All(input => input.Extent == Extent.Sample && !input.IsInteger && input.Shape == node.Outputs[0].Shape);

    /// <summary>Nodes that become one.</summary>
    private sealed record Chain(Node Maker, IReadOnlyList<(Node Node, int Made)> Steps, Node? Sum);
}
