using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Diagnostics;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Finds what runs, but is probably not meant: the warnings.</summary>
public static class Doubts
{
    private static readonly string[][] WindowAxes = [[], ["value"], ["row", "column"], ["slice", "row", "column"]];

    /// <summary>The warnings for a model with correct shapes, each once: an objective holds the calls of its networks again.</summary>
    public static IEnumerable<Finding> Find(ModelDeclaration declaration, ModelGraphs graphs) => graphs.Networks.SelectMany(OfNetwork)
        .Concat(Untrained(declaration, graphs))
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

        if (node.Operation is Loss loss && node.Inputs[0].Producer is { } last && OfScores(loss, last.Operation) is { } doubt)
        {
            yield return new Finding(doubt, last.Origin);
        }
    }

    /// <summary>What is doubtful about the layer whose result a loss takes.</summary>
    private static Problem? OfScores(Loss loss, Operation last) => (loss.Name, last) switch
    {
        (nameof(CrossEntropy), Softmax or LogSoftmax) => Problem.Of(Rules.ActivationBeforeItsLoss, loss.Describe(), "softmax"),
        (nameof(BinaryCrossEntropy), Sigmoid) => Problem.Of(Rules.ActivationBeforeItsLoss, loss.Describe(), "sigmoid"),
        (nameof(NegativeLogLikelihood), Softmax) => Problem.Of(Rules.ProbabilitiesBeforeLogLikelihood),
        (nameof(CrossEntropy) or nameof(BinaryCrossEntropy) or nameof(Hinge) or nameof(Perceptron), Relu) => Problem.Of(Rules.ReluBeforeScores, loss.Describe()),
        _ => null,
    };

    /// <summary>Layers with weights that no objective has a gradient for, even if it named all networks.</summary>
    private static IEnumerable<Finding> Untrained(ModelDeclaration declaration, ModelGraphs graphs)
    {
        var reached = new HashSet<int>(declaration.Objectives
            .Zip(graphs.Objectives, (objective, graph) => ModelCompiler.BuildTraining(graphs, objective with { Trained = [] }, graph, withGradients: true))
            .SelectMany(training => training.Gradients.Keys));
        return
            from function in graphs.Objectives.Count == 0 ? [] : graphs.Networks.Concat(graphs.Objectives)
            from node in function.Graph.Nodes
            let idle = node.Inputs.Where(input => input.Source == ValueSource.Parameter && !reached.Contains(input.Tensor)).Select(input => $"'{graphs.Tensors.Parameters[input.Tensor].Name}'").ToArray()
            where idle.Length > 0
            select new Finding(Problem.Of(Rules.Untrained, string.Join(" and ", idle)), node.Origin);
    }

    private static Problem? UnreadBorder(Node node)
    {
        var unread = node.Operation.Unread(node.Inputs[0].Shape);
        var parts = unread.Zip(WindowAxes[unread.Count], (count, what) => (count, what)).Where(part => part.count > 0).Select(part => part.count == 1 ? part.what : $"{part.count} {part.what}s").ToArray();
        return parts.Length == 0 ? null : Problem.Of(Rules.UnreadBorder, string.Join(" and ", parts));
    }
}
