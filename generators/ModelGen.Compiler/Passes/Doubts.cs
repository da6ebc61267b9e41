using System.Globalization;
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
    public static IEnumerable<Finding> Find(ModelDeclaration declaration, ModelGraphs graphs)
    {
        var functions = graphs.Networks.Concat(graphs.Objectives).ToArray();
        return Disturbed(graphs.Networks, functions)
            .Concat(Untrained(declaration, graphs))
            .Concat(IdleBiases(functions))
            .Concat(declaration.Objectives.SelectMany(objective => ShortSchedules(objective.Training)))
            .Concat(declaration.Objectives.SelectMany(objective => EmptyGroups(objective.Training, graphs.Tensors.Parameters)).Distinct())
            .Concat(functions.SelectMany(function => function.Graph.Nodes.Where(node => node.Inputs.Count > 0)).SelectMany(OfNode))
            .GroupBy(finding => (finding.Problem.Id, finding.Origin))
            .Select(same => same.First());
    }

    /// <summary>Networks whose result is disturbed, unless a layer with weights follows in another function: an encoder's result is no output.</summary>
    private static IEnumerable<Finding> Disturbed(IEnumerable<FunctionGraph> networks, IEnumerable<FunctionGraph> functions)
    {
        var followed = new HashSet<int>();
        foreach (var function in functions)
        {
            var feeding = new HashSet<Value>();
            foreach (var node in function.Graph.Nodes.Reverse())
            {
                var feeds = node.Outputs.Any(feeding.Contains);
                if (feeds || node.Operation.WeightCount > 0)
                {
                    feeding.UnionWith(node.Inputs);
                }

                if (feeds)
                {
                    _ = followed.Add(node.Origin);
                }
            }
        }

        return networks.SelectMany(network => network.Results)
            .Where(result => result.Producer is { Operation: RandomLayer } layer && !followed.Contains(layer.Origin))
            .Select(result => new Finding(Problem.Of(Rules.DisturbanceAtEnd), result.Producer!.Origin));
    }

    private static IEnumerable<Finding> OfNode(Node node)
    {
        if (UnreadBorder(node) is { } unread)
        {
            yield return new Finding(unread, node.Origin, GraphBuilder.Arrival(node.Inputs[0]));
        }

        if (node.Operation is Loss loss && LastLayer(node.Inputs[0]) is { } last && OfScores(loss, last.Operation) is { } doubt)
        {
            yield return new Finding(doubt, last.Origin);
        }
    }

    /// <summary>The layer that computes a loss's prediction, views passed over; null for a softmax at each of several places, which is not the loss's over them all.</summary>
    private static Node? LastLayer(Value prediction)
    {
        var last = prediction;
        while (last.Producer is { Operation: { IsView: true } or Identity } view)
        {
            last = view.Inputs[0];
        }

        return last.Producer is { Operation: Softmax or LogSoftmax } && last != prediction && last.Shape.Count != last.Shape[0] ? null : last.Producer;
    }

    /// <summary>What is doubtful about the layer whose result a loss takes.</summary>
    private static Problem? OfScores(Loss loss, Operation last) => (loss.ScoreKind, last) switch
    {
        (ScoreKind.Logits, Softmax or LogSoftmax) => Problem.Of(Rules.ActivationBeforeItsLoss, loss.Describe(), "softmax"),
        (ScoreKind.BinaryLogits, Sigmoid) => Problem.Of(Rules.ActivationBeforeItsLoss, loss.Describe(), "sigmoid"),
        (ScoreKind.LogProbabilities, Softmax or Sigmoid) => Problem.Of(Rules.NoLogarithmsBeforeLogLikelihood, "probabilities", "Use LogSoftmax in its place, or CrossEntropy on the scores before it."),
        (ScoreKind.LogProbabilities, IBiased or GlobalAvgPool2D or GlobalMaxPool2D or Relu or Tanh) =>
            Problem.Of(Rules.NoLogarithmsBeforeLogLikelihood, "scores", "Put LogSoftmax after it, or use CrossEntropy, which takes scores."),
        (ScoreKind.Logits or ScoreKind.BinaryLogits or ScoreKind.Signs, Relu) => Problem.Of(Rules.ReluBeforeScores, loss.Describe()),
        _ => null,
    };

    /// <summary>Layers whose bias every reader subtracts again, in every call that shares it.</summary>
    private static IEnumerable<Finding> IdleBiases(IEnumerable<FunctionGraph> functions)
    {
        var idle = new Dictionary<int, int>();
        var working = new HashSet<int>();
        foreach (var function in functions)
        {
            var readers = function.Graph.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node.Operation))).ToLookup(read => read.input, read => read.Operation);
            foreach (var node in function.Graph.Nodes.Where(node => node.Operation is IBiased { HasBias: true }))
            {
                var bias = node.Inputs[^1].Tensor;
                if (!readers[node.Outputs[0]].Any() || readers[node.Outputs[0]].Any(reader => reader is not BatchNorm) || function.Results.Contains(node.Outputs[0]))
                {
                    _ = working.Add(bias);
                }
                else if (!idle.ContainsKey(bias))
                {
                    idle.Add(bias, node.Origin);
                }
            }
        }

        return idle.Where(bias => !working.Contains(bias.Key)).Select(bias => new Finding(Problem.Of(Rules.BiasBeforeBatchNorm), bias.Value));
    }

    /// <summary>Weights that no objective has a gradient for, even if it named all networks: one warning where the gradient ends, or for each layer that none starts towards.</summary>
    private static IEnumerable<Finding> Untrained(ModelDeclaration declaration, ModelGraphs graphs)
    {
        if (graphs.Objectives.Count == 0)
        {
            return [];
        }

        var reached = new HashSet<int>(declaration.Objectives
            .Zip(graphs.Objectives, (objective, graph) => ModelCompiler.BuildTraining(graphs, objective with { Trained = [] }, graph, withGradients: true))
            .SelectMany(training => training.Gradients.Keys));
        var findings = new List<Finding>();
        foreach (var (node, weights) in graphs.Objectives.SelectMany(Cuts).Concat(graphs.Networks.Concat(graphs.Objectives).SelectMany(Layers)))
        {
            var idle = weights.Distinct().Where(weight => !reached.Contains(weight)).OrderBy(weight => weight).ToArray();
            if (idle.Length > 0)
            {
                var names = idle.Take(2).Select(weight => $"'{graphs.Tensors.Parameters[weight].Name}'").ToArray();
                var (cause, wayOut) = EndOfGradient(node.Operation);
                findings.Add(new Finding(Problem.Of(Rules.Untrained, cause, idle.Length > 2 ? $"{string.Join(", ", names)} and {idle.Length - 2} more" : string.Join(" and ", names), wayOut), node.Origin));
                reached.UnionWith(idle);
            }
        }

        return findings;
    }

    /// <summary>What no gradient passes although one arrives, with the weights before it.</summary>
    private static IEnumerable<(Node Node, IEnumerable<int> Weights)> Cuts(FunctionGraph objective)
    {
        var live = new HashSet<Value>(objective.Results);
        foreach (var node in objective.Graph.Nodes.Reverse().Where(node => node.Outputs.Any(live.Contains)))
        {
            if (node.Operation is Elementwise { IsFlat: true } or StopGradient)
            {
                yield return (node, WeightsBefore(node, objective));
            }
            else
            {
                live.UnionWith(node.Inputs);
            }
        }
    }

    private static IEnumerable<int> WeightsBefore(Node cut, FunctionGraph function)
    {
        var before = new HashSet<Value>(cut.Inputs);
        foreach (var node in function.Graph.Nodes.Reverse().Where(node => node.Outputs.Any(before.Contains)))
        {
            before.UnionWith(node.Inputs);
        }

        return before.Where(value => value.Source == ValueSource.Parameter).Select(value => value.Tensor);
    }

    private static IEnumerable<(Node Node, IEnumerable<int> Weights)> Layers(FunctionGraph function) =>
        function.Graph.Nodes.Select(node => (node, node.Inputs.Where(input => input.Source == ValueSource.Parameter).Select(input => input.Tensor)));

    /// <summary>Decays that are over before a warm-up is.</summary>
    private static IEnumerable<Finding> ShortSchedules(TrainingDeclaration training) =>
        from warmup in training.Schedules
        from decay in training.Schedules
        where decay.Schedule.End <= warmup.Schedule.WarmupEnd
        select new Finding(Problem.Of(Rules.EndsInWarmup, Text(decay.Schedule.End), $"{warmup.Schedule.Name}({Text(warmup.Schedule.WarmupEnd)})", Text(warmup.Schedule.WarmupEnd)), decay.Origin);

    private static IEnumerable<Finding> EmptyGroups(TrainingDeclaration training, IReadOnlyList<TensorDeclaration> parameters)
    {
        const int Shown = 6;
        var names = string.Join(", ", parameters.Take(Shown).Select(tensor => tensor.Name)) + (parameters.Count > Shown ? $" and {parameters.Count - Shown} more" : string.Empty);
        return training.Groups.Where(group => !parameters.Any(tensor => group.Group.Holds(tensor.Name))).Select(group => new Finding(Problem.Of(Rules.EmptyGroup, group.Group.Pattern is { } pattern ? $"'{pattern}' is the name of none" : "it has no pattern and stands behind no layer", names), group.Origin));
    }

    private static string Text(int? number) => number!.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why no gradient goes on, and what helps.</summary>
    private static (string Cause, string WayOut) EndOfGradient(Operation operation) => operation switch
    {
        Step => ("is flat, so no gradient passes it", "Train through Sigmoid, which has a slope."),
        Sign => ("is flat, so no gradient passes it", "Train through Tanh, which has a slope."),
        StopGradient => ("lets no gradient pass", "Remove it, or let an objective depend on them without it."),
        _ => ("gets no gradient from an objective", "Let an objective depend on its value."),
    };

    private static Problem? UnreadBorder(Node node)
    {
        var unread = node.Operation.Unread(node.Inputs[0].Shape);
        var parts = unread.Zip(WindowAxes[unread.Count], (count, what) => (count, what)).Where(part => part.count > 0).Select(part => part.count == 1 ? part.what : $"{part.count} {part.what}s").ToArray();
        return parts.Length == 0 ? null : Problem.Of(Rules.UnreadBorder, string.Join(" and ", parts));
    }
}
