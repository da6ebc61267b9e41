using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>What computes a node in a program for a batch of one sample.</summary>
/// <param name="Operation">The operation, on the operands' <see cref="Sixteens"/>.</param>
/// <param name="Operands">Its operands, in the graph of the node.</param>
public sealed record OneSampleForm(Operation Operation, IReadOnlyList<Value> Operands)
{
    /// <summary>The node's own operands.</summary>
    public static OneSampleForm Of(Operation operation, Node node) => new(operation, node.Inputs);

    /// <summary>What makes a value by putting zeros around another, and that other; the value itself where nothing does.</summary>
    internal static (Pad2D? Padding, Value Source) WithoutBorder(Value value) => value.Producer is { Operation: Pad2D padding } producer ? (padding, producer.Inputs[0]) : (null, value);

    /// <summary>The node's own operation, where each element of the results comes from the elements of the operands at the same place; null where operands are repeated, exist once a batch or are integers.</summary>
    public static OneSampleForm? OfElements(Node node) =>
        node.Inputs.Concat(node.Outputs).All(value => value.Extent == Extent.Sample && !value.IsInteger && value.Shape.Count == node.Outputs[0].Shape.Count) ? Of(node.Operation, node) : null;
}
