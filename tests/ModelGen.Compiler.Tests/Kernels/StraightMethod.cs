using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>One node's straight-line code as a method that reads and writes the same arrays as its kernel.</summary>
internal sealed class StraightMethod : StraightWriter
{
    private readonly CodeWriter writer;
    private readonly Dictionary<(int Output, int Element), string> results = [];
    private int counter;

    private StraightMethod(CodeWriter writer, VectorWidth vector, Node node)
        : base(vector, node) => this.writer = writer;

    /// <summary>Sixteen partial sums for each element of a reduction over samples, or what the operation asks for.</summary>
    public static int WorkspaceOf(Node node) => SumsLanes(node) ? VectorWidth.Lanes * node.Outputs.Sum(output => output.Shape.Count) : node.Operation.StraightWorkspace;

    protected override bool IsForOne => Node.Operation is OneSampleOperation;

    public override Offset Lane => IsForOne ? 0 : "lane";

    public override (string Reference, int First) Workspace => ($"operand{Node.Inputs.Count + Node.Outputs.Count}", 0);

    // Floats from one vector of a value to the next.
    private int Step => IsForOne ? Vector.Count : VectorWidth.Lanes;

    private static bool SumsLanes(Node node) => node.Operation is { IsReduction: true } and not OneSampleOperation;

    /// <summary>Writes <c>Run</c> and the name.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, Node node, string name)
    {
        using (writer.Block($"public static void Run{name}(int samples, Array[] operands)"))
        {
            for (var i = 0; i <= node.Inputs.Count + node.Outputs.Count; i++)
            {
                writer.Write($"ref var operand{i} = ref (({(i < node.Inputs.Count && node.Inputs[i].IsInteger ? "int" : "float")}[])operands[{i}])[0];");
            }

            if (SumsLanes(node))
            {
                // A program's straight-line code starts from loaded lanes, so what is beyond the last sample is 0 and not undefined.
                writer.Write("((float[])operands[^1]).AsSpan().Clear();");
            }

            using (node.Operation is OneSampleOperation ? writer.Braces() : writer.Block($"for (var lane = 0; lane < samples; lane += {vector.Count})"))
            {
                node.Operation.EmitStraight(new StraightMethod(writer, vector, node));
            }

            var partials = 0;
            foreach (var output in SumsLanes(node) ? node.Outputs : [])
            {
                writer.Write($"Lanes.AddSums(ref Unsafe.Add(ref {WorkspaceName()}, {partials}), {output.Shape.Count}, ref operand{node.Inputs.Count + output.Output});");
                partials += VectorWidth.Lanes * output.Shape.Count;
            }
        }

        string WorkspaceName() => $"operand{node.Inputs.Count + node.Outputs.Count}";
    }

    public override string Input(int input, int element) => Node.Inputs[input].Extent == Extent.Batch
        ? Vector.Broadcast($"Unsafe.Add(ref operand{input}, {element})")
        : Local("input", Vector.Load($"operand{input}", (element * Step) + Lane));

    public override string Integers(int input) => Vector.Load($"operand{input}", "lane");

    public override void Define(int output, int element, string expression)
    {
        var local = Local("result", expression);
        results.Add((output, element), local);
        writer.Write($"{Vector.Store(local, $"operand{Node.Inputs.Count + output}", (element * Step) + Lane)};");
    }

    public override string Output(int output, int element) => results[(output, element)];

    public override void Accumulate(int output, int element, string expression)
    {
        var first = Node.Outputs.Take(output).Sum(earlier => earlier.Shape.Count) + element;
        writer.Write($"{Vector.Store($"({expression})", $"operand{Node.Inputs.Count + Node.Outputs.Count}", $"{first * VectorWidth.Lanes} + lane")};");
    }

    public override string Local(string name, string expression)
    {
        var local = $"{name}__{counter++}";
        writer.Write($"var {local} = {expression};");
        return local;
    }

    public override string Reference(string name, string target)
    {
        var local = $"{name}__{counter++}";
        writer.Write($"ref var {local} = ref {target};");
        return local;
    }

    public override void Write(string statement) => writer.Write(statement);

    public override string Element(int input, int element) => Local("element", Vector.Broadcast(((Offset)element).In($"operand{input}")));

    public override string Integer(int input) => $"operand{input}";

    public override void DefineAt(int output, string reference, int count) => throw new NotSupportedException("What comes from outside has no operands to check.");

    public override (string Reference, int First) PlaceOf(Value value) =>
        ($"operand{(value.Producer == Node ? Node.Inputs.Count + value.Output : Enumerable.Range(0, Node.Inputs.Count).First(i => Node.Inputs[i] == value))}", 0);
}
