using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Executes any graph in double precision with plain loops: the meaning that emitted code is tested against.</summary>
public static class ReferenceInterpreter
{
    /// <summary>Computes every value of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="batch">Samples.</param>
    /// <param name="data">The columns, and what random numbers depend on.</param>
    /// <param name="tensors">The elements of each parameter and state value of the graph. State that an operation updates is changed in place.</param>
    public static IReadOnlyDictionary<Value, double[]> Run(Graph graph, int batch, ReferenceBatch data, Func<Value, double[]> tensors)
    {
        var values = new Dictionary<Value, double[]>();
        foreach (var group in ScanLoops.Groups(ScanLoops.Ordered(graph.Nodes)))
        {
            if (group[0].Operation is IScanStep)
            {
                RunLoop(group);
            }
            else
            {
                Evaluate(group[0]);
            }
        }

        return values;

        void Evaluate(Node node)
        {
            // What looks at one step at a time takes each for a sample.
            var steps = node.Steps?.MaximumLength ?? 1;
            var inputs = node.Inputs.Select(input => input.Extent == Extent.Sample && input.Time is null ? Repeat(ValueOf(input), input.Shape.Count, steps) : ValueOf(input)).ToArray();
            var outputs = node.Outputs.Select(NewValue).ToArray();
            node.Operation.Evaluate(new ReferenceCall(batch * steps, node, inputs, outputs, data));
            for (var i = 0; i < outputs.Length; i++)
            {
                values.Add(node.Outputs[i], outputs[i]);
            }
        }

        void RunLoop(IReadOnlyList<Node> nodes)
        {
            foreach (var output in nodes.SelectMany(node => node.Outputs))
            {
                values.Add(output, NewValue(output));
            }

            var time = nodes[0].Steps!;
            for (var turn = 0; turn < time.MaximumLength; turn++)
            {
                var step = ScanLoops.IsReversed(nodes) ? time.MaximumLength - 1 - turn : turn;
                foreach (var node in nodes)
                {
                    if (node.Operation is IScanStep scan)
                    {
                        scan.EvaluateStep(new ReferenceCall(batch, node, [.. node.Inputs.Select(ValueOf)], [.. node.Outputs.Select(ValueOf)], data), step);
                        continue;
                    }

                    double[][] outputs = [.. node.Outputs.Select(output => new double[batch * output.Shape.Count])];
                    node.Operation.Evaluate(new ReferenceCall(batch, node, [.. node.Inputs.Select(input => input.Time is null ? ValueOf(input) : StepOf(input, step))], outputs, data));
                    for (var i = 0; i < outputs.Length; i++)
                    {
                        for (var sample = 0; sample < batch; sample++)
                        {
                            var count = node.Outputs[i].Shape.Count;
                            outputs[i].AsSpan(sample * count, count).CopyTo(ValueOf(node.Outputs[i]).AsSpan(((sample * time.MaximumLength) + step) * count));
                        }
                    }
                }
            }
        }

        double[] StepOf(Value value, int step) =>
            [.. Enumerable.Range(0, batch).SelectMany(sample => ValueOf(value).AsSpan(((sample * value.Time!.MaximumLength) + step) * value.Shape.Count, value.Shape.Count).ToArray())];

        double[] NewValue(Value value) => new double[value.Extent == Extent.Sample ? batch * value.Elements : value.Shape.Count];

        static double[] Repeat(double[] values, int width, int times) =>
            times == 1 ? values : [.. Enumerable.Range(0, values.Length / width).SelectMany(sample => Enumerable.Repeat(values.AsSpan(sample * width, width).ToArray(), times)).SelectMany(row => row)];

        double[] ValueOf(Value value)
        {
            if (!values.TryGetValue(value, out var elements))
            {
                elements = tensors(value);
                values.Add(value, elements);
            }

            return elements;
        }
    }
}
