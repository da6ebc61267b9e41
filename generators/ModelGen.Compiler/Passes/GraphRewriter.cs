using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>Copies a graph node by node, with replacements on the way: every pass that changes a graph is one of these.</summary>
public sealed class GraphRewriter
{
    private readonly Dictionary<Value, Value> images = [];

    /// <summary>The new graph.</summary>
    public Graph Target { get; } = new();

    /// <summary>What stands for a value of the old graph in the new one.</summary>
    public Value Map(Value value) => images.TryGetValue(value, out var image) ? image : value.Source == ValueSource.Operation
        ? throw new InvalidOperationException($"{value.Name} was removed but is still read.")
        : images[value] = Target.Tensor(value.Source, value.Tensor, value.Name, value.Shape);

    /// <summary>Whether a value of the old graph has an image.</summary>
    public bool Has(Value value) => value.Source != ValueSource.Operation || images.ContainsKey(value);

    /// <summary>The images of several values.</summary>
    public Value[] Map(IEnumerable<Value> values) => values.Select(Map).ToArray();

    /// <summary>Copies a node as it is.</summary>
    public void Copy(Node node) => Copy(node, Map(node.Inputs));

    /// <summary>Copies a node with other operands, which are in the new graph.</summary>
    public void Copy(Node node, IReadOnlyList<Value> inputs)
    {
        _ = Target.Add(node.Operation, node.Name, node.Origin, inputs, node.Outputs.Select(output => output.Shape).ToArray());
        Target.Nodes[^1].LastName = node.LastName;
        Replace(node, Target.Nodes[^1].Outputs);
    }

    /// <summary>Lets values of the new graph stand for a node's results.</summary>
    public void Replace(Node node, IReadOnlyList<Value> results)
    {
        for (var i = 0; i < node.Outputs.Count; i++)
        {
            images[node.Outputs[i]] = results[i];
        }
    }

    /// <summary>Lets a value of the new graph stand for one of the old.</summary>
    public void Replace(Value value, Value image) => images[value] = image;
}
