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
        foreach (var node in graph.Nodes)
        {
            // What looks at one step at a time takes each for a sample.
            var steps = node.Steps?.MaximumLength ?? 1;
            var inputs = node.Inputs.Select(input => input.Extent == Extent.Sample && input.Time is null ? Repeat(ValueOf(input), input.Shape.Count, steps) : ValueOf(input)).ToArray();
            var outputs = node.Outputs.Select(output => new double[output.Extent == Extent.Sample ? batch * output.Elements : output.Shape.Count]).ToArray();
            node.Operation.Evaluate(new ReferenceCall(batch * steps, node, inputs, outputs, data));
            for (var i = 0; i < outputs.Length; i++)
            {
                values.Add(node.Outputs[i], outputs[i]);
            }
        }

        return values;

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
