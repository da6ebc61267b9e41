using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler.Tests.Kernels;

/// <summary>One node's straight-line code as a method that reads and writes the same arrays as its kernel.</summary>
internal sealed class StraightMethod : StraightWriter
{
    private readonly CodeWriter writer;
    private readonly Dictionary<(int Output, int Element), string> results = [];
    private int counter;

    private StraightMethod(CodeWriter writer, VectorWidth vector, Node node)
        : base(vector, node) => this.writer = writer;

    /// <summary>Sixteen partial sums for each element of a reduction.</summary>
    public static int Workspace(Node node) => node.Operation.IsReduction ? VectorWidth.Lanes * node.Outputs.Sum(output => output.Shape.Count) : 0;

    /// <summary>Writes <c>Run</c> and the name.</summary>
    public static void Write(CodeWriter writer, VectorWidth vector, Node node, string name)
    {
        using (writer.Block($"public static void Run{name}(int samples, Array[] operands)"))
        {
            for (var i = 0; i <= node.Inputs.Count + node.Outputs.Count; i++)
            {
                writer.Write($"ref var operand{i} = ref (({(i < node.Inputs.Count && node.Inputs[i].IsInteger ? "int" : "float")}[])operands[{i}])[0];");
            }

            if (node.Operation.IsReduction)
            {
                // A program's straight-line code starts from loaded lanes, so what is beyond the last sample is 0 and not undefined.
                writer.Write("((float[])operands[^1]).AsSpan().Clear();");
            }

            using (writer.Block($"for (var lane = 0; lane < samples; lane += {vector.Count})"))
            {
                node.Operation.EmitStraight(new StraightMethod(writer, vector, node));
            }

            var partials = 0;
            foreach (var output in node.Operation.IsReduction ? node.Outputs : [])
            {
                writer.Write($"Lanes.AddSums(ref Unsafe.Add(ref {Workspace()}, {partials}), {output.Shape.Count}, ref operand{node.Inputs.Count + output.Output});");
                partials += VectorWidth.Lanes * output.Shape.Count;
            }
        }

        string Workspace() => $"operand{node.Inputs.Count + node.Outputs.Count}";
    }

    public override string Input(int input, int element) => Node.Inputs[input].Extent == Extent.Batch
        ? Vector.Broadcast($"Unsafe.Add(ref operand{input}, {element})")
        : Local("input", Vector.Load($"operand{input}", $"{element * VectorWidth.Lanes} + lane"));

    public override string Integers(int input) => Vector.Load($"operand{input}", "lane");

    public override void Define(int output, int element, string expression)
    {
        var local = Local("result", expression);
        results.Add((output, element), local);
        writer.Write($"{Vector.Store(local, $"operand{Node.Inputs.Count + output}", $"{element * VectorWidth.Lanes} + lane")};");
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

    public override void Assign(string local, string expression) => writer.Write($"{local} = {expression};");
}
