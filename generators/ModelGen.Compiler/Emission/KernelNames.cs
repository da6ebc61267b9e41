using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Emission;

/// <summary>Names the kernels of a model: nodes of one operation and equal shapes share a kernel, named after the first of them.</summary>
internal sealed class KernelNames
{
    /// <summary>Kernels of a model up to which each has a text of its own, with literals.</summary>
    private const int OwnTexts = 64;

    private readonly Dictionary<(Operation Operation, EquatableArray<Signature> Operands), string> names = [];
    private readonly HashSet<string> taken = [];
    private readonly Dictionary<Node, string> nodes = [];
    private readonly List<(string Name, Node Node)> kernels = [];
    private IReadOnlyDictionary<string, SharedKernel> shared = new Dictionary<string, SharedKernel>();

    /// <summary>Names the kernel of a node.</summary>
    public void Add(Node node)
    {
        if (!nodes.ContainsKey(node))
        {
            nodes.Add(node, NameOf(node));
        }
    }

    /// <summary>Once all are named, lets kernels share texts where they are many.</summary>
    public void Share(VectorWidth vector, int indent)
    {
        if (kernels.Count > OwnTexts)
        {
            shared = SharedKernel.Find(kernels, vector, indent, Reserve);
        }
    }

    /// <summary>What a node's kernel is called by.</summary>
    public string Callee(Node node) => shared.TryGetValue(nodes[node], out var kernel) ? $"{kernel.Name}<{nodes[node]}>" : nodes[node];

    /// <summary>Writes all kernels, in the order of their first use.</summary>
    public void WriteKernels(CodeWriter writer, VectorWidth vector)
    {
        var written = new HashSet<SharedKernel>();
        foreach (var (name, node) in kernels)
        {
            if (!shared.TryGetValue(name, out var kernel))
            {
                writer.WriteLine();
                KernelMethod.Write(writer, vector, node, name);
            }
            else if (written.Add(kernel))
            {
                writer.WriteLine();
                kernel.Write(writer);
            }
        }
    }

    private string NameOf(Node node)
    {
        var key = (node.Operation, node.Inputs.Concat(node.Outputs).Select(value => new Signature(value.Shape, value.Extent, value.IsInteger, node.Operation.RunsAlongTime ? value.Time : null)).ToEquatableArray());
        if (!names.TryGetValue(key, out var name))
        {
            name = Reserve(Suggest(node) + (node.Operation is OneSampleOperation ? "ForOne" : string.Empty));
            names.Add(key, name);
            kernels.Add((name, node));
        }

        return name;
    }

    /// <summary>A method name that no other method has.</summary>
    public string Reserve(string name)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }

    /// <summary>conv2D1 and Conv2DInputGradient give Conv2D1InputGradient, loss and StoreLoss give StoreLoss.</summary>
    public static string Suggest(Node node)
    {
        const string Gradient = "Gradient";
        var layer = node.Name.EndsWith(Gradient, StringComparison.Ordinal) ? node.Name[..^Gradient.Length] : node.Name;
        var stem = Identifiers.Pascal(layer[(layer.LastIndexOf('.') + 1)..]).TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        layer = Identifiers.Pascal(layer);
        var operation = node.Operation.Name;
        return operation.StartsWith(stem, StringComparison.Ordinal) ? layer + operation[stem.Length..]
            : operation.EndsWith(layer, StringComparison.Ordinal) ? operation
            : layer.StartsWith(operation, StringComparison.Ordinal) ? layer
            : layer + operation;
    }

    private sealed record Signature(Shape Shape, Extent Extent, bool IsInteger, TimeAxis? Time);
}
