using System.Globalization;
using System.Text;
using ModelGen.Compiler.Declarations;
using ModelGen.Compiler.Emission;
using ModelGen.Compiler.Graphs;
using ModelGen.Compiler.Operations;
using ModelGen.Compiler.Passes;

namespace ModelGen.Compiler;

/// <summary>The table of layers: shapes, parameters, multiply-adds.</summary>
public static class SummaryTable
{
    /// <summary>
    /// The table for a model's networks; where there are several, each begins with its name. Shared weights are counted where they are used first. Below it, the memory of each program.
    /// </summary>
    public static string Write(ModelDeclaration declaration, ModelGraphs graphs, IReadOnlyList<ProgramUnit> programs)
    {
        var rows = new List<string[]> { new[] { "layer", "operation", "output", "parameters", "multiply-adds" } };
        var counted = new HashSet<int>();
        var (parameters, multiplyAdds) = (0L, 0L);
        for (var network = 0; network < graphs.Networks.Count; network++)
        {
            if (graphs.Networks.Count > 1)
            {
                rows.Add([declaration.Networks[network].Name, string.Empty, string.Empty, string.Empty, string.Empty]);
            }

            foreach (var node in graphs.Networks[network].Graph.Nodes.Where(node => node.Operation is not Constant))
            {
                var own = node.Inputs.Where(input => input.Source == ValueSource.Parameter && counted.Add(input.Tensor)).Sum(input => (long)input.Shape.Count);
                var work = node.Operation.MultiplyAdds(node.Inputs, node.Outputs);
                rows.Add([node.Name, node.Operation.Describe(), node.Outputs.Count > 0 ? node.Outputs[0].Shape.ToShortString() : string.Empty, Number(own), Number(work)]);
                parameters += own;
                multiplyAdds += work;
            }
        }

        rows.Add(["total", string.Empty, string.Empty, Number(parameters), Number(multiplyAdds)]);
        var memory = programs.Where(program => !program.IsForOne).Select(program => new[] { program.Name, Bytes(program.Plan.Peak), Bytes(program.Plan.LowerBound) });
        var text = new StringBuilder(declaration.Name);
        WriteTable(text, rows, texts: 3, hasTotal: true);
        WriteTable(text, [["program", "bytes for 16 samples", "lower bound"], .. memory], texts: 1, hasTotal: false);
        return text.ToString();
    }

    /// <summary>A plan's memory beside its lower bound.</summary>
    public static string Memory(MemoryPlan plan) => $"{Bytes(plan.Peak)} bytes (no plan needs less than {Bytes(plan.LowerBound)})";

    /// <summary>Texts stand on the left, numbers on the right.</summary>
    private static void WriteTable(StringBuilder text, IReadOnlyList<string[]> rows, int texts, bool hasTotal)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == 1 || (hasTotal && i == rows.Count - 1))
            {
                _ = text.Append('\n').Append(string.Join("  ", widths.Select(width => new string('-', width))));
            }

            _ = text.Append('\n').Append(string.Join("  ", rows[i].Select((cell, column) => column < texts ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }
    }

    private static string Bytes(long floats) => Number(floats * sizeof(float));

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
