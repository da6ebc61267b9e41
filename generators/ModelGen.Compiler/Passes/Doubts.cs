using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Finds what runs, but is probably not meant: the warnings.</summary>
public static class Doubts
{
    /// <summary>The warnings for a network with correct shapes.</summary>
    public static IEnumerable<Finding> Find(NetworkGraph network, ObjectiveDeclaration? objective)
    {
        foreach (var node in network.Graph.Nodes.Where(node => node.Inputs.Count > 0))
        {
            if (UnreadBorder(node) is { } unread)
            {
                yield return new Finding(unread, node.Origin, GraphBuilder.Arrival(node.Inputs[0]));
            }

            if (node.Operation is BatchNorm && node.Inputs[0].Producer is { Operation: Dense { HasBias: true } or Conv2D { HasBias: true } } biased)
            {
                yield return new Finding(Problem.Of(Rules.BiasBeforeBatchNorm), biased.Origin);
            }
        }

        var last = network.Output.Producer;
        if (last?.Operation is Softmax && objective?.Loss is CrossEntropy loss)
        {
            yield return new Finding(Problem.Of(Rules.SoftmaxBeforeCrossEntropy, loss.Describe()), last.Origin);
        }

        if (last?.Operation is Dropout)
        {
            yield return new Finding(Problem.Of(Rules.DropoutAtEnd), last.Origin);
        }
    }

    private static Problem? UnreadBorder(Node node)
    {
        var (rows, columns) = node.Operation.Unread(node.Inputs[0].Shape);
        var parts = new[] { (rows, "row"), (columns, "column") }.Where(part => part.Item1 > 0).Select(part => part.Item1 == 1 ? part.Item2 : $"{part.Item1} {part.Item2}s").ToArray();
        return parts.Length == 0 ? null : Problem.Of(Rules.UnreadBorder, string.Join(" and ", parts));
    }
}
