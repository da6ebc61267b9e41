using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Emission;

/// <summary>Names the kernels of a model: nodes of one operation and equal shapes share a kernel, named after the first of them.</summary>
public sealed class KernelNames
{
    private readonly Dictionary<(Operation Operation, EquatableArray<Signature> Operands), string> names = [];
    private readonly HashSet<string> taken = [];
    private readonly List<(string Name, Node Node)> kernels = [];

    /// <summary>The kernels to emit, in the order of their first use.</summary>
    public IReadOnlyList<(string Name, Node Node)> Kernels => kernels;

    /// <summary>The kernel of a node.</summary>
    public string NameOf(Node node)
    {
        var key = (node.Operation, node.Inputs.Concat(node.Outputs).Select(value => new Signature(value.Shape, value.Extent, value.IsInteger)).ToEquatableArray());
        if (!names.TryGetValue(key, out var name))
        {
            name = Reserve(Suggest(node));
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

    /// <summary>conv2D1 and Conv2DInputGradient give Conv2D1InputGradient.</summary>
    public static string Suggest(Node node)
    {
        const string Gradient = "Gradient";
        var layer = node.Name.EndsWith(Gradient, StringComparison.Ordinal) ? node.Name[..^Gradient.Length] : node.Name;
        layer = Identifiers.Pascal(layer);
        var stem = layer.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var operation = node.Operation.Name;
        return operation.StartsWith(stem, StringComparison.Ordinal) ? layer + operation[stem.Length..]
            : layer.StartsWith(operation, StringComparison.Ordinal) ? layer
            : layer + operation;
    }

    private sealed record Signature(Shape Shape, Extent Extent, bool IsInteger);
}
