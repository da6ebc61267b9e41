using System.Globalization;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>Writes the method of one kernel: comment, attributes, signature, and the body that the operation emits.</summary>
public static class KernelMethod
{
    /// <summary>Writes the kernel of a node for one width. The namespaces that bodies may use: System, System.Runtime.CompilerServices, System.Runtime.Intrinsics, ModelGen.Runtime.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, Node node, string name)
    {
        var operation = node.Operation;
        var cost = operation.MultiplyAdds(node.Inputs, node.Outputs);
        writer.Write($"// {operation.Comment(node.Inputs, node.Outputs)}{(cost > 0 ? string.Format(CultureInfo.InvariantCulture, "; {0:N0} multiply-adds a sample", cost) : string.Empty)}.");
        writer.Write("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"internal static void {name}({string.Join(", ", Parameters(node))})"))
        {
            operation.Emit(new KernelWriter(writer, vector, node));
        }
    }

    /// <summary>The parameters of a node's kernel: the block (or, for an operation on batch values alone, the batch's size), operands, results, workspace.</summary>
    private static IEnumerable<string> Parameters(Node node)
    {
        var operation = node.Operation;
        yield return RunsOnBlocks(node) ? "scoped in Block block" : "int batch";
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            yield return $"{Reference(node.Inputs[i])} {operation.InputNames[i]}";
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            yield return $"{Reference(node.Outputs[i])} {operation.OutputNames[i]}";
        }

        if (operation.Workspace(node.Inputs, node.Outputs) > 0)
        {
            yield return "ref float workspace";
        }
    }

    /// <summary>Whether the node runs once a block, not once a step.</summary>
    public static bool RunsOnBlocks(Node node) => node.Operation.IsReduction || node.Outputs.Any(output => output.Extent == Extent.Sample) || node.Inputs.Any(input => input.Extent == Extent.Sample);

    private static string Reference(Value value) => value.IsInteger ? "ref int" : "ref float";
}
