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
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder(declaration.Name);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == 1 || i == rows.Count - 1)
            {
                _ = text.Append('\n').Append(string.Join("  ", widths.Select(width => new string('-', width))));
            }

            // Numbers stand on the right.
            _ = text.Append('\n').Append(string.Join("  ", rows[i].Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }

        _ = text.Append("\nmemory of a block of 16 samples");
        foreach (var program in programs)
        {
            _ = text.Append($"\n  {program.Name}: {Memory(program.Plan)}");
        }

        return text.ToString();
    }

    /// <summary>A plan's memory beside its lower bound.</summary>
    public static string Memory(MemoryPlan plan) => $"{Number(plan.Peak * sizeof(float))} bytes (no plan needs less than {Number(plan.LowerBound * sizeof(float))})";

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
