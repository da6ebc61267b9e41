using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Operations;

/// <summary>The shapes of a node's operands and results, as a program for batches has them.</summary>
public sealed record Signature(EquatableArray<Shape> Inputs, EquatableArray<Shape> Outputs)
{
    /// <summary>Of a node.</summary>
    public static Signature Of(Node node) => Of(node.Inputs, node.Outputs);

    /// <summary>Of operands and results.</summary>
    public static Signature Of(IEnumerable<Value> inputs, IEnumerable<Value> outputs) =>
        new(inputs.Select(input => input.Shape).ToEquatableArray(), outputs.Select(output => output.Shape).ToEquatableArray());
}
