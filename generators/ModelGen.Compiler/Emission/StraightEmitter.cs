using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler.Emission;

/// <summary>Emits a run of nodes as one straight-line method: each element of each value is a vector of samples (or, for one sample, of neighbouring elements) in a local, so activations stay in registers across layers.</summary>
public sealed class StraightEmitter
{
    private readonly CodeWriter writer;
    private readonly VectorWidth vector;
    private readonly ProgramUnit program;
    private readonly IReadOnlyList<Node> nodes;
    private readonly Dictionary<(Value Value, int Element), string> locals = [], broadcasts = [];
    private readonly Dictionary<Value, (string Reference, int Count)> inPlace = [];
    private readonly HashSet<Value> readLater;
    private readonly Offset lane;

    // Names of locals, and for each that is wanted several times the last number behind it.
    private readonly HashSet<string> taken = ["block", "lane", "partial", .. Enum.GetNames(typeof(Memory)).Select(Identifiers.Camel)];
    private readonly Dictionary<string, int> numbers = [];

    private StraightEmitter(CodeWriter writer, VectorWidth vector, ProgramUnit program, IReadOnlyList<Node> nodes)
    {
        this.writer = writer;
        this.vector = vector;
        this.program = program;
        this.nodes = nodes;
        lane = vector.Count == VectorWidth.Lanes || program.IsForOne ? 0 : "lane";
        readLater = [.. program.Graph.Nodes.Except(nodes).SelectMany(node => node.Inputs).Select(input => input.Viewed)];
    }

    /// <summary>What a node's straight-line code needs: sixteen partial sums for each element of a reduction over samples, which the method adds up when all its nodes are done.</summary>
    public static WorkspaceNeed Workspace(Node node) =>
        SumsLanes(node) ? new(VectorWidth.Lanes * node.Outputs.Sum(output => output.Shape.Count), IsReadAtEnd: true) : new(node.Operation.StraightWorkspace, IsReadAtEnd: false);

    private static bool SumsLanes(Node node) => node.Operation is { IsReduction: true } and not OneSampleOperation;

    /// <summary>Writes the method.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, ProgramUnit program, IReadOnlyList<Node> nodes, string name)
    {
        foreach (var node in nodes)
        {
            writer.Write($"// {node.Operation.Comment(node.Inputs, node.Outputs)}.");
        }

        writer.Write(KernelMethod.Attribute);
        using (writer.Block($"private static void {name}(scoped in Block block)"))
        {
            new StraightEmitter(writer, vector, program, nodes).WriteBody();
        }
    }

    private void WriteBody()
    {
        foreach (var memory in nodes.SelectMany(Places).Select(place => place.Memory).Distinct().OrderBy(memory => memory))
        {
            writer.Write($"ref var {ReferenceTo(memory)} = ref block.{memory};");
        }

        // A reduction's partial sums are written for all sixteen lanes.
        var reductions = nodes.Where(SumsLanes).ToArray();
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
                    writer.Write($"{vector.Store(vector.Zero, ReferenceTo(Memory.Scratch), program.Plan.Workspaces[node] + (partial * VectorWidth.Lanes) + lane)};");
                }
            }

            writer.Write("continue;");
        }
    }

    private IEnumerable<Location> Places(Node node)
    {
        foreach (var value in node.Inputs)
        {
            if (program.Plan.Locations.TryGetValue(value.Viewed, out var place))
            {
                yield return place;
            }
        }

        foreach (var output in node.Outputs.Where(output => output.Extent == Extent.Batch || readLater.Contains(output)))
        {
            yield return program.Plan.ResultOf(output);
        }

        if (program.Plan.Workspaces.TryGetValue(node, out var workspace))
        {
            yield return new Location(Memory.Scratch, workspace);
        }
    }

    private static string ReferenceTo(Memory memory) => Identifiers.Camel(memory.ToString());

    private string Read(Value value, int element)
    {
        value = value.Viewed;
        if (value.Extent == Extent.Batch)
        {
            var place = program.Plan.Locations[value];
            return vector.Broadcast(CallWriter.At(place with { Offset = place.Offset + element }));
        }

        if (!locals.TryGetValue((value, element), out var local))
        {
            if (inPlace.TryGetValue(value, out var own))
            {
                local = Declare(NameOf(value, element), PartialVector.Load(vector, own.Reference, element * vector.Count, own.Count - (element * vector.Count)));
            }
            else if (locals.ContainsKey((value, 0)) && nodes.Contains(value.Producer))
            {
                // Behind a sample's last element nothing is defined.
                return vector.Zero;
            }
            else
            {
                local = Declare(NameOf(value, element), Load(program.Plan.Locations[value], element));
            }

            locals.Add((value, element), local);
        }

        return local;
    }

    private string Load(Location location, int element) => vector.Load(ReferenceTo(location.Memory), location.Offset + (element * Step) + lane);

    /// <summary>A vector of one element of the only sample: from memory where it stands there, else out of the vector that holds it.</summary>
    private string Broadcast(Value value, int element)
    {
        value = value.Viewed;
        if (!broadcasts.TryGetValue((value, element), out var local))
        {
            var expression = inPlace.TryGetValue(value, out var place) ? vector.Broadcast(((Offset)element).In(place.Reference))
                : !locals.ContainsKey((value, element / vector.Count)) && program.Plan.Locations.TryGetValue(value, out var location) ? vector.Broadcast(CallWriter.At(location with { Offset = location.Offset + element }))
                : $"{vector.Class}.Shuffle({Read(value, element / vector.Count)}, {vector.Class}.Create({element % vector.Count}))";
            local = Declare($"{Identifiers.Camel(Identifiers.Pascal(value.Name))}At{element}", expression);
            broadcasts.Add((value, element), local);
        }

        return local;
    }

    // Floats from one vector of a value to the next.
    private int Step => program.IsForOne ? vector.Count : VectorWidth.Lanes;

    private Location LocationOf(Value value) => value.Producer is { Operation.IsReduction: true } ? program.Plan.ResultOf(value) : program.Plan.Locations[value.Viewed];

    private static string NameOf(Value value, int element) => $"{Identifiers.Camel(Identifiers.Pascal(value.Name))}_{element}";

    private string Declare(string name, string expression)
    {
        var local = Reserve(name);
        writer.Write($"var {local} = {expression};");
        return local;
    }

    private string Reserve(string name)
    {
        var local = name;
        while (!taken.Add(local))
        {
            numbers[name] = numbers.TryGetValue(name, out var last) ? last + 1 : 2;
            local = $"{name}_{numbers[name]}";
        }

        return local;
    }

    private sealed class NodeWriter(StraightEmitter emitter, Node node) : StraightWriter(emitter.vector, node)
    {
        protected override bool IsForOne => emitter.program.IsForOne;

        public override Offset Lane => emitter.lane;

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
                emitter.writer.Write($"{Vector.Store(local, ReferenceTo(location.Memory), location.Offset + (element * emitter.Step) + emitter.lane)};");
            }
        }

        public override string Output(int output, int element) => emitter.locals[(Node.Outputs[output], element)];

        public override void Accumulate(int output, int element, string expression)
        {
            var first = Node.Outputs.Take(output).Sum(earlier => earlier.Shape.Count) + element;
            var offset = emitter.program.Plan.Workspaces[Node] + (first * VectorWidth.Lanes) + emitter.lane;
            emitter.writer.Write($"{Vector.Store(expression, ReferenceTo(Memory.Scratch), offset)};");
        }

        public override string Local(string name, string expression) => emitter.Declare(name, expression);

        public override string Reference(string name, string target)
        {
            var local = emitter.Reserve(name);
            emitter.writer.Write($"ref var {local} = ref {target};");
            return local;
        }

        public override void Write(string statement) => emitter.writer.Write(statement);

        public override string Element(int input, int element) => emitter.Broadcast(Node.Inputs[input], element);

        public override string Integer(int input)
        {
            var value = Node.Inputs[input].Viewed;
            return emitter.inPlace.TryGetValue(value, out var place) ? place.Reference : $"Unsafe.As<float, int>(ref {CallWriter.At(emitter.program.Plan.Locations[value])})";
        }

        public override void DefineAt(int output, string reference, int count)
        {
            var value = Node.Outputs[output];
            var name = Reference(Identifiers.Escaped(Identifiers.Camel(Identifiers.Pascal(value.Name))), reference);
            emitter.inPlace.Add(value, (name, count));
            if (emitter.readLater.Contains(value))
            {
                var memory = CallWriter.At(emitter.program.Plan.Locations[value]);
                emitter.writer.Write(value.IsInteger ? $"Lanes.LoadIntegers(ref {name}, {count}, ref Unsafe.As<float, int>(ref {memory}));" : $"Lanes.Copy(ref {name}, {count}, ref {memory});");
            }
        }

        public override (string Reference, int First) PlaceOf(Value value)
        {
            var location = emitter.LocationOf(value);
            return (ReferenceTo(location.Memory), location.Offset);
        }

        public override (string Reference, int First) Workspace => (ReferenceTo(Memory.Scratch), emitter.program.Plan.Workspaces[Node]);
    }
}
