using System.Globalization;
using System.Text;
using ModelGen.Compiler.Graphs;

namespace ModelGen.Compiler;

/// <summary>The table of layers: shapes, parameters, multiply-adds.</summary>
public static class SummaryTable
{
    /// <summary>The table for a network's user-level graph.</summary>
    /// <param name="name">The class's name.</param>
    /// <param name="graph">The user's operations.</param>
    /// <param name="parametersOf">Trained values of a node.</param>
    public static string Write(string name, Graph graph, Func<Node, int> parametersOf)
    {
        var rows = new List<string[]> { new[] { "layer", "operation", "output", "parameters", "multiply-adds" } };
        rows.AddRange(graph.Nodes.Select(node => new[]
        {
            node.Name,
            node.Operation.Describe(),
            node.Outputs.Count > 0 ? node.Outputs[0].Shape.ToShortString() : string.Empty,
            Number(parametersOf(node)),
            Number(node.Operation.MultiplyAdds(node.Inputs, node.Outputs)),
        }));
        rows.Add(["total", string.Empty, string.Empty, Number(graph.Nodes.Sum(parametersOf)), Number(graph.Nodes.Sum(node => node.Operation.MultiplyAdds(node.Inputs, node.Outputs)))]);
        var widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder(name);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == 1 || i == rows.Count - 1)
            {
                _ = text.Append('\n').Append(string.Join("  ", widths.Select(width => new string('-', width))));
            }

            // Numbers stand on the right.
            _ = text.Append('\n').Append(string.Join("  ", rows[i].Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
