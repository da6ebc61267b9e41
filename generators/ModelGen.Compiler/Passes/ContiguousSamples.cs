using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>
/// Lets kernels for one sample hand on its values side by side, where all that read a value are such kernels: a sixteenth of the memory of a block, and columns of the batch are read as they lie.
/// Memory is planned for blocks, so there is room for either.
/// </summary>
public sealed class ContiguousSamples
{
    private readonly UnrollMode unroll;
    private readonly ILookup<Value, Node> readers;
    private readonly HashSet<Value> contiguous;

    private ContiguousSamples(Graph graph, IReadOnlyList<Value> results, UnrollMode unroll)
    {
        this.unroll = unroll;
        readers = graph.Nodes.SelectMany(node => node.Inputs.Select((input, i) => (input, node, i)).Where(pair => node.Operation.KernelReads(pair.i))).ToLookup(pair => pair.input, pair => pair.node);
        contiguous = [.. graph.Nodes.Where(node => node.Operation is NetworkInput || CanBeContiguous(node)).Select(node => node.Outputs[0]).Where(value => !results.Contains(value))];

        // Pooling has a kernel only between values that are both contiguous, so what one value loses may cost others theirs.
        while (contiguous.RemoveWhere(value => !CanStay(value)) > 0)
        {
        }
    }

    /// <summary>The graph with values of one sample side by side.</summary>
    /// <param name="graph">The graph, with kernels for one sample.</param>
    /// <param name="results">Its results.</param>
    /// <param name="unroll">How layers are to be emitted.</param>
    public static (Graph Graph, IReadOnlyList<Value> Results) Choose(Graph graph, IReadOnlyList<Value> results, UnrollMode unroll)
    {
        var samples = new ContiguousSamples(graph, results, unroll);
        var rewriter = new GraphRewriter();
        foreach (var node in graph.Nodes)
        {
            if (samples.Rewrite(node) is var operation && operation == node.Operation)
            {
                rewriter.Copy(node);
            }
            else
            {
                rewriter.Replace(node, [rewriter.Target.Add(operation, node.Name, node.Origin, rewriter.Map(node.Inputs))]);
            }
        }

        return (rewriter.Target, rewriter.Map(results));
    }

    private Operation Rewrite(Node node)
    {
        var operation = node.Operation is IPoolsSample && contiguous.Contains(node.Outputs[0]) ? new OneSamplePool(node.Operation) : node.Operation;
        if (operation is NetworkInput && contiguous.Contains(node.Outputs[0]))
        {
            return new BlocksOnly(operation);
        }

        if (operation is not OneSampleOperation { CanBeContiguous: true } oneSample)
        {
            return operation;
        }

        var sample = node.Inputs[oneSample.SampleOperand].Viewed;
        var isContiguous = contiguous.Contains(sample);
        return oneSample with
        {
            IsInputContiguous = isContiguous,
            IsOutputContiguous = contiguous.Contains(node.Outputs[0]),
            Column = isContiguous && sample.Producer!.Operation is NetworkInput input ? input.Column : null,
        };
    }

    private bool CanBeContiguous(Node node) => node.Operation is OneSampleOperation { CanBeContiguous: true }
        || (node.Operation is IPoolsSample && !UnrollPolicy.CanBeStraight(node, unroll));

    private bool CanStay(Value value) =>
        (value.Producer!.Operation is not IPoolsSample || contiguous.Contains(value.Producer.Inputs[0].Viewed)) && HasOnlyContiguousReaders(value, value);

    private bool HasOnlyContiguousReaders(Value value, Value view) => readers[view].Any() && readers[view].All(reader =>
        reader.Operation is BlocksOnly
        || (reader.Operation.IsView && HasOnlyContiguousReaders(value, reader.Outputs[0]))
        || (reader.Operation is IPoolsSample && contiguous.Contains(reader.Outputs[0]))
        || (reader.Operation is OneSampleOperation { CanBeContiguous: true } oneSample && reader.Inputs.Select((input, i) => (input, i)).All(pair => pair.i == oneSample.SampleOperand
            || pair.input != view || !oneSample.KernelReads(pair.i))));
}
