using System.Globalization;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Emission;

/// <summary>Writes the method of one kernel: comment, attributes, signature, and the body that the operation emits.</summary>
public static class KernelMethod
{
    /// <summary>On every kernel. Inlined in what calls it, a kernel would exhaust the JIT's budget: functions such as the hyperbolic tangent would become calls in it.</summary>
    public const string Attribute = "[MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]";

    /// <summary>Writes the kernel of a node for one width. The namespaces that bodies may use: System, System.Runtime.CompilerServices, System.Runtime.Intrinsics, ModelGen.Runtime.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, Node node, string name)
    {
        writer.Write($"// {Comment(node)}");
        writer.Write(Attribute);
        writer.WriteList($"internal static void {name}", Parameters(node));
        using (writer.Braces())
        {
            node.Operation.Emit(new KernelWriter(writer, vector, node));
        }
    }

    /// <summary>What a node's kernel computes and costs.</summary>
    public static string Comment(Node node)
    {
        var cost = node.Operation.MultiplyAdds(node.Inputs, node.Outputs);
        return $"{node.Operation.Comment(node.Inputs, node.Outputs)}{(cost > 0 ? string.Format(CultureInfo.InvariantCulture, "; {0:N0} multiply-adds a sample", cost) : string.Empty)}.";
    }

    /// <summary>The parameters of a node's kernel: the block (or, for an operation on batch values alone, the batch's size), operands, results, workspace.</summary>
    public static IReadOnlyList<string> Parameters(Node node)
    {
        var operation = node.Operation;
        var (inputs, outputs) = (operation.InputNames, operation.OutputNames);
        var parameters = new List<string> { RunsOnBlocks(node) ? "scoped in Block block" : "int batch" };
        if (operation.ReadsStepNumber)
        {
            parameters.Add("int step");
        }

        parameters.AddRange(Read(node).Select(i => $"{Reference(node.Inputs[i])} {inputs[i]}"));
        parameters.AddRange(node.Outputs.Select((output, i) => $"{Reference(output)} {outputs[i]}"));
        if (Workspace(node) > 0)
        {
            parameters.Add("ref float workspace");
        }

        return parameters;
    }

    /// <summary>The operands that a node's kernel reads.</summary>
    public static IEnumerable<int> Read(Node node) => Enumerable.Range(0, node.Inputs.Count).Where(node.Operation.KernelReads);

    /// <summary>Floats that a node's kernel needs for itself.</summary>
    public static int Workspace(Node node) => node.Operation.Workspace(node.Inputs, node.Outputs);

    /// <summary>Whether the node runs once a block, not once a step.</summary>
    public static bool RunsOnBlocks(Node node) => node.Operation.IsReduction || node.Outputs.Any(output => output.Extent == Extent.Sample) || node.Inputs.Any(input => input.Extent == Extent.Sample);

    private static string Reference(Value value) => value.IsInteger ? "ref int" : "ref float";
}
