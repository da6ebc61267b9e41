using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Finds what runs, but is probably not meant: the warnings.</summary>
public static class Doubts
{
    private static readonly string[][] WindowAxes = [[], ["value"], ["row", "column"], ["slice", "row", "column"]];

    /// <summary>The warnings for a model with correct shapes, each once: an objective holds the calls of its networks again.</summary>
    public static IEnumerable<Finding> Find(ModelGraphs graphs) => graphs.Networks.SelectMany(OfNetwork)
        .Concat(graphs.Networks.Concat(graphs.Objectives).SelectMany(function => function.Graph.Nodes.Where(node => node.Inputs.Count > 0)).SelectMany(OfNode))
        .GroupBy(finding => (finding.Problem.Id, finding.Origin))
        .Select(same => same.First());

    private static IEnumerable<Finding> OfNetwork(FunctionGraph network) => network.Results
        .Where(result => result.Producer?.Operation is RandomLayer)
        .Select(result => new Finding(Problem.Of(Rules.DisturbanceAtEnd), result.Producer!.Origin));

    private static IEnumerable<Finding> OfNode(Node node)
    {
        if (UnreadBorder(node) is { } unread)
        {
            yield return new Finding(unread, node.Origin, GraphBuilder.Arrival(node.Inputs[0]));
        }

        if (node.Operation is BatchNorm && node.Inputs[0].Producer is { Operation: IBiased { HasBias: true } } biased)
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
        var unread = node.Operation.Unread(node.Inputs[0].Shape);
        var parts = unread.Zip(WindowAxes[unread.Count], (count, what) => (count, what)).Where(part => part.count > 0).Select(part => part.count == 1 ? part.what : $"{part.count} {part.what}s").ToArray();
        return parts.Length == 0 ? null : Problem.Of(Rules.UnreadBorder, string.Join(" and ", parts));
    }
}
