using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Passes;

/// <summary>Values that depend on parameters and state alone. All programs of a model share them; they are computed once for each version of the parameters.</summary>
public sealed class PreparedValues
{
    private readonly Dictionary<(Operation Operation, EquatableArray<int> Inputs), (int[] Offsets, int FirstId)> known = [];
    private readonly Dictionary<(ValueSource Source, int Tensor), int> tensors = [];
    private readonly Dictionary<Value, int> ids = [];
    private int lastId;
    private readonly List<(Node Node, IReadOnlyDictionary<Value, Location> Locations)> nodes = [];

    /// <summary>The operations to run, in order, each with the places of its operands and results.</summary>
    public IReadOnlyList<(Node Node, IReadOnlyDictionary<Value, Location> Locations)> Nodes => nodes;

    /// <summary>Floats.</summary>
    public int Length { get; private set; }

    /// <summary>Adds a node unless another program has the same, and enters its results' places.</summary>
    public void Add(Node node, Dictionary<Value, Location> locations)
    {
        var key = (node.Operation, node.Inputs.Select(IdOf).ToEquatableArray());
        if (!known.TryGetValue(key, out var twin))
        {
            known.Add(key, twin = (node.Operation.IsView ? [] : Place(node), lastId + 1));
            lastId += node.Outputs.Count;
            if (!node.Operation.IsView)
            {
                nodes.Add((node, locations));
            }
        }

        for (var i = 0; i < node.Outputs.Count; i++)
        {
            ids[node.Outputs[i]] = twin.FirstId + i;
            locations[node.Outputs[i]] = node.Operation.IsView ? locations[node.Inputs[0]] : new Location(Memory.Prepared, twin.Offsets[i]);
        }
    }

    private int[] Place(Node node)
    {
        var offsets = new int[node.Outputs.Count];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = Length;
            Length = checked(Length + node.Outputs[i].Shape.Count);
        }

        return offsets;
    }

    /// <summary>One number for equal values of all programs.</summary>
    private int IdOf(Value value)
    {
        if (value.Source == ValueSource.Operation)
        {
            return ids[value];
        }

        if (!tensors.TryGetValue((value.Source, value.Tensor), out var id))
        {
            tensors.Add((value.Source, value.Tensor), id = ++lastId);
        }

        return id;
    }
}
