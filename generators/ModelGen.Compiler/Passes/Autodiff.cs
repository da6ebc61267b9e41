using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Reverse-mode differentiation, graph to graph.</summary>
public static class Autodiff
{
    /// <summary>Appends to a graph the gradient of the loss's mean over the batch with respect to the wanted values.</summary>
    /// <param name="graph">The lowered objective.</param>
    /// <param name="loss">One number a sample, shape [1].</param>
    /// <param name="sampleWeight">1 / batch for each real sample, shape [1].</param>
    /// <param name="wanted">The values whose gradients are asked for, usually the parameters.</param>
    /// <returns>The gradients of those wanted values that the loss depends on.</returns>
    public static IReadOnlyDictionary<Value, Value> Differentiate(Graph graph, Value loss, Value sampleWeight, IReadOnlyCollection<Value> wanted)
    {
        var forward = graph.Nodes.ToArray();
        var needed = FindDependents(forward, wanted);
        var gradients = new Dictionary<Value, Value> { [loss] = loss.Shape == sampleWeight.Shape ? sampleWeight : graph.Add(new Reshape(loss.Shape), "lossGradient", origin: -1, sampleWeight) };
        foreach (var node in forward.AsEnumerable().Reverse())
        {
            if (!node.Outputs.Any(output => needed.Contains(output) && gradients.ContainsKey(output)))
            {
                continue;
            }

            var context = new GradientContext(
                graph,
                node,
                node.Outputs.Select(output => gradients.TryGetValue(output, out var gradient) ? gradient : null).ToArray(),
                node.Inputs.Select(needed.Contains).ToArray(),
                sampleWeight);
            var contributions = node.Operation.Differentiate(context);
            for (var i = 0; i < contributions.Count; i++)
            {
                if (contributions[i] is { } contribution && needed.Contains(node.Inputs[i]))
                {
                    // What a sample has one of was taken at each step.
                    contribution = contribution.Time is { } time && node.Inputs[i].Time is null
                        ? graph.Add(new StepReduction(StepChoice.All), node.Name + "Gradient", node.Origin, contribution, graph.Add(new IntegerInput(time.Lengths), time.Name, node.Origin))
                        : contribution;
                    gradients[node.Inputs[i]] = gradients.TryGetValue(node.Inputs[i], out var sum)
                        ? graph.Add(new Add(), node.Name + "Gradient", node.Origin, sum, contribution)
                        : contribution;
                }
            }
        }

        var settled = new HashSet<Value>();
        return wanted.Where(gradients.ContainsKey).ToDictionary(value => value, value => value.Source == ValueSource.Parameter ? Settle(gradients[value]) : gradients[value]);

        // A parameter's gradient is added up where the optimizer reads it, so it is a reduction or a sum of reductions, each of them this parameter's alone.
        Value Settle(Value gradient) => gradient.Producer switch
        {
            { Operation: Add } sum when sum.Inputs.All(input => input.Shape == gradient.Shape) => graph.Add(new Add(), sum.Name, sum.Origin, Settle(sum.Inputs[0]), Settle(sum.Inputs[1])),
            { Operation.IsReduction: true } when settled.Add(gradient) => gradient,
            { Operation.IsView: true, Inputs: [{ Producer.Operation.IsReduction: true } reduction] } => Settle(reduction),
            { } producer => graph.Add(new ParameterGradient(), producer.Name, producer.Origin, gradient, sampleWeight),
            null => throw new InvalidOperationException($"The gradient {gradient.Name} is not computed."),
        };
    }

    private static HashSet<Value> FindDependents(IReadOnlyList<Node> nodes, IReadOnlyCollection<Value> wanted)
    {
        var dependents = new HashSet<Value>(wanted);
        foreach (var node in nodes)
        {
            // What a step of a scan gets depends on what all steps before it depend on.
            if (node.Inputs.Any(dependents.Contains) || node.Operation is ScanBefore)
            {
                dependents.UnionWith(node.Outputs);
            }
        }

        return dependents;
    }
}
