using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits a run of nodes as one straight-line method: each element of each value is a vector of samples in a local, so activations stay in registers across layers.</summary>
public sealed class StraightEmitter
{
    private readonly CodeWriter writer;
    private readonly VectorWidth vector;
    private readonly ProgramUnit program;
    private readonly IReadOnlyList<Node> nodes;
    private readonly Dictionary<(Value Value, int Element), string> locals = [];
    private readonly HashSet<Value> readLater;
    private readonly Offset lane;

    // Names of locals, and for each that is wanted several times the last number behind it.
    private readonly HashSet<string> taken = [];
    private readonly Dictionary<string, int> numbers = [];

    private StraightEmitter(CodeWriter writer, VectorWidth vector, ProgramUnit program, IReadOnlyList<Node> nodes)
    {
        this.writer = writer;
        this.vector = vector;
        this.program = program;
        this.nodes = nodes;
        lane = vector.Count == VectorWidth.Lanes ? 0 : "lane";
        readLater = [.. program.Graph.Nodes.Except(nodes).SelectMany(node => node.Inputs).Select(input => input.Viewed)];
    }

    /// <summary>What a node's straight-line code needs: sixteen partial sums for each element of a reduction, which the method adds up when all its nodes are done.</summary>
    public static WorkspaceNeed Workspace(Node node) => new(node.Operation.IsReduction ? VectorWidth.Lanes * node.Outputs.Sum(output => output.Shape.Count) : 0, IsReadAtEnd: true);

    /// <summary>Writes the method.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, ProgramUnit program, IReadOnlyList<Node> nodes, string name)
    {
        foreach (var node in nodes)
        {
            writer.Write($"// {node.Operation.Comment(node.Inputs, node.Outputs)}.");
        }

        writer.Write("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (writer.Block($"private static void {name}(scoped in Block block)"))
        {
            new StraightEmitter(writer, vector, program, nodes).WriteBody();
        }
    }

    private void WriteBody()
    {
        foreach (var memory in nodes.SelectMany(Places).Select(place => place.Memory).Distinct().OrderBy(memory => memory))
        {
            writer.Write($"ref var {Reference(memory)} = ref block.{memory};");
        }

        // A reduction's partial sums are written for all sixteen lanes.
        var reductions = nodes.Where(node => node.Operation.IsReduction).ToArray();
        var below = reductions.Length > 0 ? $"{VectorWidth.Lanes}" : "block.Samples";
        using (lane.IsLiteral ? null as IDisposable : writer.Block($"for (var lane = 0; lane < {below}; lane += {vector.Count})"))
        {
            if (!lane.IsLiteral && reductions.Length > 0)
            {
                WriteSkip(reductions);
            }

            foreach (var node in nodes)
            {
                node.Operation.EmitStraight(new NodeWriter(this, node));
            }
        }

        foreach (var node in reductions)
        {
            var partials = program.Plan.Workspaces[node];
            foreach (var output in node.Outputs)
            {
                writer.Write($"Lanes.AddSums(ref {CallWriter.At(new Location(Memory.Scratch, partials))}, {output.Shape.Count}, ref {CallWriter.At(program.Plan.ResultOf(output))});");
                partials += VectorWidth.Lanes * output.Shape.Count;
            }
        }
    }

    /// <summary>Slices without a real sample hold nothing, as the methods before skip them: they count as 0.</summary>
    private void WriteSkip(IEnumerable<Node> reductions)
    {
        using (writer.Block("if (lane >= block.Samples)"))
        {
            foreach (var node in reductions)
            {
                using (writer.For("partial", node.Outputs.Sum(output => output.Shape.Count), out var partial))
                {
                    writer.Write($"{vector.Store(vector.Zero, Reference(Memory.Scratch), program.Plan.Workspaces[node] + (partial * VectorWidth.Lanes) + lane)};");
                }
            }

            writer.Write("continue;");
        }
    }

    private IEnumerable<Location> Places(Node node)
    {
        foreach (var place in node.Inputs.Select(input => program.Plan.Locations[input]).Concat(node.Outputs.Select(program.Plan.ResultOf)))
        {
            yield return place;
        }

        if (node.Operation.IsReduction)
        {
            yield return new Location(Memory.Scratch, program.Plan.Workspaces[node]);
        }
    }

    private static string Reference(Memory memory) => Identifiers.Camel(memory.ToString());

    private string Read(Value value, int element)
    {
        value = value.Viewed;
        var location = program.Plan.Locations[value];
        if (value.Extent == Extent.Batch)
        {
            return vector.Broadcast(CallWriter.At(location with { Offset = location.Offset + element }));
        }

        if (!locals.TryGetValue((value, element), out var local))
        {
            local = Declare(NameOf(value, element), vector.Load(Reference(location.Memory), location.Offset + (element * VectorWidth.Lanes) + lane));
            locals.Add((value, element), local);
        }

        return local;
    }

    private static string NameOf(Value value, int element) => $"{Identifiers.Camel(Identifiers.Pascal(value.Name))}_{element}";

    private string Declare(string name, string expression)
    {
        var local = name;
        while (!taken.Add(local))
        {
            numbers[name] = numbers.TryGetValue(name, out var last) ? last + 1 : 2;
            local = $"{name}_{numbers[name]}";
        }

        writer.Write($"var {local} = {expression};");
        return local;
    }

    private sealed class NodeWriter(StraightEmitter emitter, Node node) : StraightWriter(emitter.vector, node)
    {
        public override string Input(int input, int element) => emitter.Read(Node.Inputs[input], element);

        public override string Integers(int input)
        {
            var location = emitter.program.Plan.Locations[Node.Inputs[input].Viewed];
            return Vector.Load($"Unsafe.As<float, int>(ref {CallWriter.At(location)})", emitter.lane);
        }

        public override void Define(int output, int element, string expression)
        {
            var value = Node.Outputs[output];
            var local = emitter.Declare(NameOf(value, element), expression);
            emitter.locals.Add((value, element), local);
            if (emitter.readLater.Contains(value))
            {
                var location = emitter.program.Plan.Locations[value];
                emitter.writer.Write($"{Vector.Store(local, Reference(location.Memory), location.Offset + (element * VectorWidth.Lanes) + emitter.lane)};");
            }
        }

        public override string Output(int output, int element) => emitter.locals[(Node.Outputs[output], element)];

        public override void Accumulate(int output, int element, string expression)
        {
            var first = Node.Outputs.Take(output).Sum(earlier => earlier.Shape.Count) + element;
            var offset = emitter.program.Plan.Workspaces[Node] + (first * VectorWidth.Lanes) + emitter.lane;
            emitter.writer.Write($"{Vector.Store(expression, Reference(Memory.Scratch), offset)};");
        }

        public override string Local(string name, string expression) => emitter.Declare(name, expression);

        public override void Assign(string local, string expression) => emitter.writer.Write($"{local} = {expression};");
    }
}
