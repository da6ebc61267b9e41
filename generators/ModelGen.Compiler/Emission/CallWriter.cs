using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emission;

/// <summary>Writes the calls of kernels in one method. Each value gets a reference of its name, declared before its first use.</summary>
internal sealed class CallWriter(CodeWriter writer, KernelNames names, string firstArgument)
{
    private readonly Dictionary<(Memory Memory, int Offset, Value? Value), string> references = [];
    private readonly Dictionary<int, string> steps = [];
    private TeamWork last;
    private readonly HashSet<string> taken = ["block", "batch", "isTraining", "step", "end", .. Enum.GetNames(typeof(Memory)).Select(Identifiers.Camel)];

    /// <summary>Writes the calls of some nodes' kernels: of one, or of those that are called one after the other for each step.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="locations">Where values are read.</param>
    /// <param name="resultOf">Where nodes write.</param>
    /// <param name="workspaceOf">What a kernel needs for itself, if anything.</param>
    /// <param name="work">How threads that run a block together share it.</param>
    public void Write(
        IReadOnlyList<Node> nodes, IReadOnlyDictionary<Value, Location> locations, Func<Value, Location> resultOf, Func<Node, int?> workspaceOf, TeamWork work = TeamWork.None)
    {
        var calls = nodes.Select(node => Arguments(node, locations, resultOf, workspaceOf(node))).ToArray();
        Sync(work);
        if (nodes[0].Steps is not { } time)
        {
            using (Leading(work))
            {
                writer.WriteList(names.Callee(nodes[0]), calls[0], ";");
            }

            return;
        }

        if (!steps.TryGetValue(time.Lengths, out var count))
        {
            steps.Add(time.Lengths, count = Unique($"stepsOf{Identifiers.Pascal(time.Name)}"));
            writer.Write($"var {count} = block.Steps({time.Lengths});");
        }

        using (Leading(work))
        using (writer.Block(work == TeamWork.Divided ? $"for (int step = block.FirstOf({count}), end = block.EndOf({count}); step < end; step++)"
            : ScanLoops.IsReversed(nodes) ? $"for (var step = {count} - 1; step >= 0; step--)"
            : $"for (var step = 0; step < {count}; step++)"))
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                writer.WriteList(names.Callee(nodes[i]), calls[i], ";");
            }
        }
    }

    /// <summary>Straight-line code, which one thread runs.</summary>
    public void WriteStraight(string name, TeamWork work)
    {
        Sync(work);
        using (Leading(work))
        {
            writer.Write($"{name}(block);");
        }
    }

    /// <summary>Each thread waits for what the others have done, but for what the same one does next.</summary>
    private void Sync(TeamWork work)
    {
        if (last != TeamWork.None && (last, work) != (TeamWork.Whole, TeamWork.Whole))
        {
            writer.Write("block.Sync();");
        }

        last = work;
    }

    private IDisposable? Leading(TeamWork work) => work == TeamWork.Whole ? writer.Block("if (block.Leads)") : null;

    private List<string> Arguments(Node node, IReadOnlyDictionary<Value, Location> locations, Func<Value, Location> resultOf, int? workspace)
    {
        var arguments = new List<string> { firstArgument };
        if (node.Operation.ReadsStepNumber)
        {
            arguments.Add("step");
        }

        arguments.AddRange(KernelMethod.Read(node).Select(i => At(node, node.Inputs[i], Reference(node.Inputs[i].Viewed, locations[node.Inputs[i]]))));
        arguments.AddRange(node.Outputs.Select(output => At(node, output, Reference(output, resultOf(output)))));
        if (workspace is { } offset)
        {
            arguments.Add($"ref {At(new Location(Memory.Scratch, offset))}");
        }

        return arguments;
    }

    /// <summary>Lets the runtime look at a value that was made.</summary>
    /// <param name="index">Its place in the order of the program.</param>
    /// <param name="node">What made it.</param>
    /// <param name="output">The value.</param>
    /// <param name="location">Where it is.</param>
    /// <param name="isForTeam">Whether several threads may run the block.</param>
    public void WriteWatch(int index, Node node, Value output, Location location, bool isForTeam)
    {
        var name = node.LastName == node.Name ? node.Name : $"{node.Name} to {node.LastName}";
        var (reference, work) = (Reference(output, location), isForTeam ? TeamWork.Whole : TeamWork.None);
        Sync(work);
        using (Leading(work))
        {
            writer.Write($"block.See({index}, {Literals.Text(name)}, ref {reference}, {output.Shape.Count}{(output.Time is { } time ? $" * block.Steps({time.Lengths})" : string.Empty)});");
        }
    }

    /// <summary>The argument for a value: in a loop over steps, the running one's.</summary>
    private static string At(Node node, Value value, string reference) =>
        node.Steps is null || value.Time is null ? $"ref {reference}" : $"ref {((Offset)"step" * (value.Shape.Count * VectorWidth.Lanes)).In(reference)}";

    /// <summary>The expression for a location.</summary>
    public static string At(Location location) => ((Offset)location.Offset).In(Identifiers.Camel(location.Memory.ToString()));

    private string Reference(Value value, Location location)
    {
        if (!references.TryGetValue((location.Memory, location.Offset, value), out var name))
        {
            name = Unique(Identifiers.Escaped(NameOf(value)));
            references.Add((location.Memory, location.Offset, value), name);
            writer.Write($"ref var {name} = ref {(value.IsInteger ? $"Unsafe.As<float, int>(ref {At(location)})" : At(location))};");
        }

        return name;
    }

    private static string NameOf(Value value) => value.Producer is not { } producer ? Identifiers.Camel(Identifiers.Pascal(value.Name))
        : Identifiers.Camel(KernelNames.Suggest(producer)) + (producer.Outputs.Count > 1 ? Identifiers.Pascal(producer.Operation.OutputNames[value.Output]) : string.Empty);

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}_{i}";
        }

        return unique;
    }
}
