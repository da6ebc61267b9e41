using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Passes;

/// <summary>Values that depend on parameters and state alone. All programs of a model share them; they are computed once for each version of the parameters.</summary>
public sealed class PreparedValues
{
    private readonly Dictionary<string, (Node Node, int[] Offsets)> known = [];
    private readonly List<(Node Node, IReadOnlyDictionary<Value, Location> Locations)> nodes = [];

    /// <summary>The operations to run, in order, each with the places of its operands and results.</summary>
    public IReadOnlyList<(Node Node, IReadOnlyDictionary<Value, Location> Locations)> Nodes => nodes;

    /// <summary>Floats.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a node unless another program has the same, and enters its results' places.</summary>
    public void Add(Node node, Dictionary<Value, Location> locations)
    {
        var key = Key(node);
        if (!known.TryGetValue(key, out var twin))
        {
            var offsets = new int[node.Outputs.Count];
            for (var i = 0; i < offsets.Length; i++)
            {
                offsets[i] = Length;
                Length = checked(Length + node.Outputs[i].Shape.Count);
            }

            known.Add(key, twin = (node, offsets));
            nodes.Add((node, locations));
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            locations[node.Outputs[i]] = new Location(Memory.Prepared, twin.Offsets[i]);
        }
    }

    private static string Key(Node node) => $"{node.Operation}({string.Join(", ", node.Inputs.Select(Key))})";

    private static string Key(Value value) => value.Producer is { } producer ? $"{Key(producer)}#{value.Output}" : $"{value.Source} {value.Tensor}";
}
