using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Gives operations too large for straight-line code a kernel of their own for one sample alone.</summary>
public sealed class OneSampleKernels
{
    // Nodes that an operand may have to wait for a kernel that reads it in place of what was made from it. Memory is planned for blocks of any size, so it must not wait for the backward pass.
    private const int LongestWait = 6;

    private readonly UnrollMode unroll;
    private readonly HashSet<Value> gradients = [];
    private readonly HashSet<Node> bypassed;
    private readonly ILookup<Value, Node> readers;
    private readonly Dictionary<Node, int> places;

    private OneSampleKernels(Graph graph, IReadOnlyList<Value> results, UnrollMode unroll)
    {
        this.unroll = unroll;
        readers = graph.Nodes.SelectMany(node => node.Inputs.Where((_, i) => node.Operation.KernelReads(i)).Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node);
        places = graph.Nodes.Select((node, place) => (node, place)).ToDictionary(pair => pair.node, pair => pair.place);

        // What depends on the sample's weight is zero where there is no sample; what depends on a statistic of the batch is not.
        foreach (var node in graph.Nodes.Where(node => node.Operation is SampleWeight || node.Inputs.Any(gradients.Contains)))
        {
            gradients.UnionWith(node.Outputs.Where(output => output.Extent == Extent.Sample));
        }

        bypassed = [.. graph.Nodes.Where(node => node.Outputs.Count == 1 && !results.Contains(node.Outputs[0]) && readers[node.Outputs[0]].Any()
            && readers[node.Outputs[0]].All(reader => Bypass(reader, [.. reader.Inputs.Select(input => input.Producer == node ? node.Operation : null)]) is not null))];
    }

    /// <summary>The graph with the operations for one sample.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="results">Its results.</param>
    /// <param name="unroll">How layers are to be emitted.</param>
    /// <param name="packsWeights">Whether weights may be packed, which pays where they do not change from one call to the next.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Add(Graph graph, IReadOnlyList<Value> results, UnrollMode unroll, bool packsWeights)
    {
        var kernels = new OneSampleKernels(graph, results, unroll);
        var rewriter = new GraphRewriter();
        foreach (var node in graph.Nodes)
        {
            kernels.Rewrite(node, rewriter, packsWeights);
        }

        return (rewriter.Target, rewriter.Map(results));
    }

    private void Rewrite(Node node, GraphRewriter rewriter, bool packsWeights)
    {
        var inputs = rewriter.Map(node.Inputs);
        var add = (Operation operation, IReadOnlyList<Value> operands) => rewriter.Target.Add(operation, node.Name, node.Origin, operands);
        if (bypassed.Contains(node) && (node.Outputs[0].Extent == Extent.Sample || !packsWeights))
        {
            rewriter.Replace(node, [add(new BlocksOnly(node.Operation), inputs)]);
        }
        else if (packsWeights && node.Operation is IPacksWeight packs && !UnrollPolicy.CanBeStraight(node, unroll))
        {
            rewriter.Replace(node, [packs.Pack(add, inputs)]);
        }
        else if (ForOneSample(node, [.. node.Inputs.Select(input => input.Producer is { } producer && bypassed.Contains(producer) ? producer.Operation : null)]) is { } oneSample)
        {
            var further = oneSample.Bypassed is { } operand ? rewriter.Map(node.Inputs[operand].Producer!.Inputs) : [];
            rewriter.Replace(node, [add(oneSample, [.. inputs, .. further])]);
        }
        else
        {
            rewriter.Copy(node);
        }
    }

    private OneSampleOperation? ForOneSample(Node node, IReadOnlyList<Operation?> producers) =>
        UnrollPolicy.CanBeStraight(node, unroll) ? null : node.Operation.ForOneSample(node.Outputs.Any(gradients.Contains), producers);

    private OneSampleOperation? Bypass(Node node, IReadOnlyList<Operation?> producers) => ForOneSample(node, producers) is { Bypassed: { } operand } oneSample && producers[operand] is not null
        && node.Inputs.Where((_, i) => i != operand).All(input => input != node.Inputs[operand])
        && node.Inputs[operand].Producer!.Inputs.All(input => input.Extent == Extent.Batch || places[node] - readers[input].Max(reader => places[reader]) <= LongestWait)
        ? oneSample
        : null;
}
