using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Finds what runs, but is probably not meant: the warnings.</summary>
public static class Doubts
{
    /// <summary>The warnings for a model with correct shapes, each once: an objective holds the calls of its networks again.</summary>
    public static IEnumerable<Finding> Find(ModelGraphs graphs) => graphs.Networks.SelectMany(OfNetwork)
        .Concat(graphs.Networks.Concat(graphs.Objectives).SelectMany(function => function.Graph.Nodes.Where(node => node.Inputs.Count > 0)).SelectMany(OfNode))
        .GroupBy(finding => (finding.Problem.Id, finding.Origin))
        .Select(same => same.First());

    private static IEnumerable<Finding> OfNetwork(FunctionGraph network) => network.Results
        .Where(result => result.Producer?.Operation is Dropout)
        .Select(result => new Finding(Problem.Of(Rules.DropoutAtEnd), result.Producer!.Origin));

    private static IEnumerable<Finding> OfNode(Node node)
    {
        if (UnreadBorder(node) is { } unread)
        {
            yield return new Finding(unread, node.Origin, GraphBuilder.Arrival(node.Inputs[0]));
        }

        if (node.Operation is BatchNorm && node.Inputs[0].Producer is { Operation: Dense { HasBias: true } or Conv2D { HasBias: true } } biased)
        {
            yield return new Finding(Problem.Of(Rules.BiasBeforeBatchNorm), biased.Origin);
        }

        if (node.Operation is Loss { Name: nameof(CrossEntropy) } loss && node.Inputs[0].Producer is { Operation: Softmax } softmax)
        {
            yield return new Finding(Problem.Of(Rules.SoftmaxBeforeCrossEntropy, loss.Describe()), softmax.Origin);
        }
    }

    private static Problem? UnreadBorder(Node node)
    {
        var (rows, columns) = node.Operation.Unread(node.Inputs[0].Shape);
        var parts = new[] { (rows, "row"), (columns, "column") }.Where(part => part.Item1 > 0).Select(part => part.Item1 == 1 ? part.Item2 : $"{part.Item1} {part.Item2}s").ToArray();
        return parts.Length == 0 ? null : Problem.Of(Rules.UnreadBorder, string.Join(" and ", parts));
    }
}
