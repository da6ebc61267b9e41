using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Graphs;

/// <summary>Operations in an order in which each comes after what it needs. Built once, by <see cref="Add"/>; passes make new graphs.</summary>
public sealed class Graph
{
    private readonly List<Node> nodes = [];
    private readonly Dictionary<(ValueSource Source, int Tensor), Value> tensors = [];
    private int values;

    /// <summary>The operations in order.</summary>
    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>How many values there are: ids are below it.</summary>
    public int ValueCount => values;

    /// <summary>The value that stands for a parameter or a state tensor.</summary>
    public Value Tensor(ValueSource source, int index, string name, Shape shape)
    {
        if (!tensors.TryGetValue((source, index), out var value))
        {
            value = new Value(values++, name, shape, Extent.Batch, source, index, isInteger: false, producer: null, output: 0);
            tensors.Add((source, index), value);
        }

        return value;
    }

    /// <summary>Appends an operation whose operands are known to fit, and returns its first result (for one without results, the first operand).</summary>
    /// <exception cref="InvalidOperationException">The operation's shape rule rejects the operands: a defect of the compiler, as user mistakes are found before.</exception>
    public Value Add(Operation operation, string name, int origin, params IReadOnlyList<Value> inputs)
    {
        var data = inputs.Count - operation.WeightCount;
        var result = operation.Infer(inputs.Take(data).Select(input => input.Shape).ToArray());
        return result.Problem is { } problem
            ? throw new InvalidOperationException($"{name}: {operation.Describe()}: {problem.Id}")
            : Add(operation, name, origin, inputs, result.Shapes);
    }

    internal Value Add(Operation operation, string name, int origin, IReadOnlyList<Value> inputs, IReadOnlyList<Shape> shapes)
    {
        var node = new Node(nodes.Count, operation, inputs, name, origin);
        node.Outputs = shapes
            .Select((shape, output) => new Value(values++, name, shape, operation.Reduces(output) ? Extent.Batch : operation.ResultExtent(inputs), ValueSource.Operation, tensor: -1, operation.YieldsIntegers, node, output, operation.Reduces(output) ? null : operation.ResultTime(inputs, output)))
            .ToArray();
        nodes.Add(node);
        return node.Outputs.Count > 0 ? node.Outputs[0] : inputs[0];
    }
}
